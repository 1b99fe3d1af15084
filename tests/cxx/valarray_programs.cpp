/* Programs on the standard library's own types, without ibid. */
#include <string>
#include <tuple>
#include <valarray>

template <class T> void append(std::string &text, const std::valarray<T> &items);

#include "programs.h"

template <class T> void append(std::string &text, const std::valarray<T> &items)
{
    append_items(text, items, items.size());
}

using Integers = std::valarray<std::int64_t>;

static void assignments()
{
    {
        Integers x{1, 2, 3};
        auto y = x;
        x[0] = 10;
        Program("x = array([1, 2, 3]); y = x; x[0] = 10; same = y is x")
            .show("x", x)
            .show("y", y)
            .show("same", &y == &x);
    }
    {
        Integers x{1, 2, 3};
        auto y = x;
        x += 10;
        Program("x = array([1, 2, 3]); y = x; x += 10").show("x", x).show("y", y);
    }
    {
        Integers y{10, 20};
        const Integers *before = &y;
        auto old = y;
        y = y + y;
        Program("y = array([10, 20]); before = id(y); old = y; y = y + y; same = id(y) == before")
            .show("y", y)
            .show("old", old)
            .show("same", &y == before);
    }
    {
        Integers x{1, 2, 3}, y{7, 8};
        y = x;
        x[0] = 9;
        Program("x = array([1, 2, 3]); y = array([7, 8]); y = x; x[0] = 9").show("x", x).show("y", y);
    }
    {
        std::int64_t n = 5;
        auto m = n;
        n += 1;
        Program("n = 5; m = n; n += 1").show("n", n).show("m", m);
    }
    {
        std::string s = "ab";
        auto t = s;
        s += "c";
        Program("s = 'ab'; t = s; s += 'c'").show("s", s).show("t", t);
    }
    {
        std::tuple<std::int64_t, std::int64_t> t{1, 2};
        auto u = t;
        std::get<0>(t) += 5;
        Program("t = (1, 2); u = t; t[0] += 5; a = t[0]; b = u[0]").show("a", std::get<0>(t)).show("b", std::get<0>(u));
    }
}

static void slices()
{
    {
        Integers x{1, 2, 3, 4};
        Integers v = x[std::slice(1, 2, 1)];
        x[1] = 20;
        v[1] = 30;
        Program("x = array([1, 2, 3, 4]); v = x[1:3]; x[1] = 20; v[1] = 30").show("x", x).show("v", v);
    }
    {
        Integers x{1, 2, 3, 4};
        x[std::slice(1, 3, 1)] += x[std::slice(0, 3, 1)];
        Program("x = array([1, 2, 3, 4]); x[1:] += x[:-1]").show("x", x);
    }
    {
        Integers x{1, 2, 3, 4};
        x[std::slice(0, 2, 1)] = x[std::slice(2, 2, 1)];
        x[std::slice(1, 2, 2)] = x[std::slice(0, 2, 2)];
        Program("x = array([1, 2, 3, 4]); x[:2] = x[2:]; x[1::2] = x[::2]").show("x", x);
    }
    {
        Integers x{1, 2, 3, 4, 5}, y{7, 8};
        x[std::slice(0, 3, 2)] = 6;
        x[std::slice(1, 2, 2)] *= y;
        Program("x = array([1, 2, 3, 4, 5]); y = array([7, 8]); x[::2] = 6; x[1::2] *= y").show("x", x).show("y", y);
    }
    {
        Integers x{0, 1, 2, 3, 4, 5, 6, 7};
        Integers v = Integers(x[std::slice(1, 6, 1)])[std::slice(1, 2, 2)];
        Program("x = arange(8); v = x[1:7][1:5:2]").show("x", x).show("v", v);
    }
}

static void elements()
{
    {
        Integers x{1, 2, 3};
        x += 1.5;
        x[0] = 2.7;
        Program("x = array([1, 2, 3]); x += 1.5; x[0] = 2.7").show("x", x);
    }
    {
        std::valarray<std::uint8_t> x{200, 1}, y = x + x;
        std::valarray<std::int8_t> z{100, -100};
        z += z;
        Program("x = array([200, 1], dtype='uint8'); y = x + x; z = array([100, -100], dtype='int8'); z += z")
            .show("y", y)
            .show("z", z);
    }
    {
        std::valarray<float> x{0.1f, 2.0f}, y = std::sqrt(x * 3.0f);
        std::valarray<bool> b = x < y;
        Program("x = array([0.1, 2.0], dtype='float32'); y = sqrt(x * 3.0); b = x < y").show("y", y).show("b", b);
    }
    {
        Integers x{1, 2, 3}, y{10, 20, 30}, z{0, 0, 0, 0};
        z = x + y;
        x = -x;
        Program("x = array([1, 2, 3]); y = array([10, 20, 30]); z = zeros(4, dtype='int64'); add(x, y, out=z); x = -x")
            .show("x", x)
            .show("z", z);
    }
}

static void vectors()
{
    {
        Integers x{1, 2, 3};
        std::vector<Integers> l{x, x};
        l[0] += 10;
        x[1] = 0;
        Program("x = array([1, 2, 3]); l = [x, x]; l[0] += 10; x[1] = 0").show("x", x).show("l", l);
    }
    {
        std::vector<std::int64_t> m{1};
        std::vector<std::vector<std::int64_t>> l{m, m};
        auto k = l;
        l[0].push_back(2);
        m.push_back(3);
        Program("m = [1]; l = [m, m]; k = l; l[0].append(2); m.append(3)").show("m", m).show("l", l).show("k", k);
    }
    {
        std::vector<std::int64_t> l{3, 1, 2};
        std::vector<std::int64_t> c(l.begin() + 1, l.end());
        std::int64_t p = l.back();
        l.pop_back();
        l.insert(l.begin(), p);
        l.erase(l.begin() + 1);
        Program("l = [3, 1, 2]; c = l[1:]; p = l.pop(); l.insert(0, p); del l[1]")
            .show("l", l)
            .show("c", c)
            .show("p", p);
    }
}

int main()
{
    assignments();
    slices();
    elements();
    vectors();
}
