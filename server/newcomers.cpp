#include "server/newcomers.hpp"

#include <linux/filter.h>
#include <sys/socket.h>

#include <array>

namespace yaad::server {
namespace {

constexpr unsigned kFlags = 13;  // where they stand in the header of TCP
constexpr unsigned kSyn = 0x02, kSynOrAck = 0x12;

}  // namespace

bool keep_newcomers_out(int listening_socket) {
  std::array<sock_filter, 5> program{{
      BPF_STMT(BPF_LD | BPF_B | BPF_ABS, kFlags), BPF_STMT(BPF_ALU | BPF_AND | BPF_K, kSynOrAck),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kSyn, 0, 1), BPF_STMT(BPF_RET | BPF_K, 0),  // dropped
      BPF_STMT(BPF_RET | BPF_K, 0xffffffff),                                          // kept, whole
  }};
  const sock_fprog filter{program.size(), program.data()};
  return ::setsockopt(listening_socket, SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof filter) == 0;
}

}  // namespace yaad::server
