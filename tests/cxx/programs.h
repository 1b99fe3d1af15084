/*
 * What the programs without ibid share: each prints, as a line of JSON, a program in ibid's notation and
 * what the same program, written in C++, left in its variables.
 */
#ifndef IBID_TEST_CXX_PROGRAMS_H
#define IBID_TEST_CXX_PROGRAMS_H

#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

inline void append(std::string &text, bool value)
{
    text += value ? "true" : "false";
}

template <class T> std::enable_if_t<std::is_integral_v<T>> append(std::string &text, T value)
{
    text += std::to_string(static_cast<long long>(value));
}

inline void append(std::string &text, double value)
{
    char digits[40];
    std::snprintf(digits, sizeof digits, "%.17g", value);
    text += digits;
}

inline void append(std::string &text, const std::string &value)
{
    text += '"' + value + '"';
}

/* Anything with items of one axis. */
template <class C> void append_items(std::string &text, const C &items, std::size_t count);

template <class T> void append(std::string &text, const std::vector<T> &items)
{
    append_items(text, items, items.size());
}

template <class C> void append_items(std::string &text, const C &items, std::size_t count)
{
    text += '[';
    for (std::size_t i = 0; i < count; i++) {
        if (i > 0)
            text += ", ";
        append(text, items[i]);
    }
    text += ']';
}

class Program
{
  public:
    explicit Program(const std::string &notation)
    {
        line = "{\"program\": \"" + notation + "\", \"names\": {";
    }
    ~Program()
    {
        std::puts((line + "}}").c_str());
    }
    Program(const Program &) = delete;
    Program &operator=(const Program &) = delete;
    template <class T> Program &show(const char *name, const T &value)
    {
        line += (shown++ > 0 ? ", \"" : "\"") + std::string(name) + "\": ";
        append(line, value);
        return *this;
    }

  private:
    std::string line;
    int shown = 0;
};

#endif
