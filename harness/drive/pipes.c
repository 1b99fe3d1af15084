#include "drive/pipes.h"

#include <unistd.h>

int open_pipes(uv_file ends[3][2])
{
    for (int stream = 0; stream < 3; stream++) {
        uv_file pair[2];
        int error_number = uv_pipe(pair, stream == 0 ? 0 : UV_NONBLOCK_PIPE, stream == 0 ? UV_NONBLOCK_PIPE : 0);
        if (error_number < 0) {
            while (stream-- > 0) {
                close(ends[stream][0]);
                close(ends[stream][1]);
            }
            return error_number;
        }
        ends[stream][0] = pair[stream == 0 ? 1 : 0];
        ends[stream][1] = pair[stream == 0 ? 0 : 1];
    }
    return 0;
}
