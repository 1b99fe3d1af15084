/* Inside drive: the pipes between us and a child. */
#ifndef IBID_DRIVE_PIPES_H
#define IBID_DRIVE_PIPES_H

#include <uv.h>

/*
 * Pipes of our own, since those that libuv makes are sockets, which cannot be opened as /dev/stdout.
 * ends[stream][0] is ours, and does not block; ends[stream][1] is the child's. 0, or libuv's error.
 */
int open_pipes(uv_file ends[3][2]);

#endif
