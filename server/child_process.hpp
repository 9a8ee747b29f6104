// This very program started anew, with one internal command, to do what may break where it breaks nothing else.
//
// Started anew and not only forked: a fork of a program with threads may call next to nothing, and would hold the data
// of all editions.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

namespace yaad::server {

// By which the child speaks to its parent; 0 and 1 are nothing to it, 2 is the log, and no other descriptor is open.
inline constexpr int kParentDescriptor = 3;

// Its process id, or negative with errno. `words` are its command line after the name of the program; `limit` is called
// in the child before it becomes the program, and may call only what is safe in the fork of a program with threads.
// The descriptor stays the caller's; the child is killed when the thread that called ends.
pid_t start_child(int descriptor, std::vector<std::string> words, void (*limit)(const void*), const void* limits);

// All of it, or false: the other side is gone, or slower than the descriptor's time.
bool write_whole(int descriptor, std::string_view bytes);

}  // namespace yaad::server
