// What a child process may do. The loader: limits that the kernel holds, and after its files are read, no call but those that parsing
// needs. No network, no files, no other programs, no signals: a fault of a library can break the loader and no more.
// Costs two system calls. Linux on x86-64, as the rest of the program.
#pragma once

#include <chrono>
#include <cstddef>

namespace yaad::server {

struct LoaderLimits {
  std::chrono::seconds time{600};  // on the clock, and as much on the processor
  std::size_t memory = 0;          // bytes of address space; 0: half of the machine's memory
};

// The same with that half in numbers.
LoaderLimits with_memory(LoaderLimits limits);

// In the child between fork and exec: calls only what is safe there.
void limit_this_process(const LoaderLimits& limits);

// Address space once the files are in memory: what parsing them takes, and no more. Only lowers the limit.
void limit_memory_for(std::size_t file_bytes, std::size_t rows);

// From here on this process computes and writes to descriptors that are open; every other call fails with EPERM.
// False where the kernel has no such filter.
bool forbid_all_but_computing();

// Of who draws pictures, once its fonts are there: no network, no other program, no file of any size, and no more memory
// or descriptors than pictures take. False where the kernel has no such filter.
bool confine_to_drawing();

}  // namespace yaad::server
