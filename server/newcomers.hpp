// Keeps newcomers out of a socket that listens, while those who had begun to connect still get in.
// Closing such a socket resets who connected in the moment before and was not accepted yet; it had been told that it is
// connected, and its request is lost.
#pragma once

namespace yaad::server {

// From here on the system drops every request to connect (SYN, RFC 9293 section 3.4), which is asked again after a second
// and refused then. False where the system does not do it: then who comes late may be reset.
bool keep_newcomers_out(int listening_socket);

}  // namespace yaad::server
