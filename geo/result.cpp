#include "geo/result.hpp"

#include <stdexcept>

namespace yaad::geo {

void throw_exception_from_error(const Error& error, const boost::source_location& where) {
  throw std::logic_error(where.to_string() + ": " + error.detail);
}

}  // namespace yaad::geo
