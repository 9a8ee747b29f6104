// What a caller outside can get wrong, as a value: Result<T> holds a T or an Error that says what to change.
// What breaks (memory, our own bugs) throws or asserts instead; see README.md.
#pragma once

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

#include <string>
#include <vector>

namespace yaad::geo {

enum class Errc {
  bad_parameter,       // a known parameter with a value that cannot be read
  unknown_parameter,   // a parameter that this route does not have
  repeated_parameter,  // a parameter given twice
  not_found,           // no such record, tile, area or route
  gone,                // a record that was retracted; its id stays
  bad_text,            // a date, number, coordinate or code that cannot be read
  bad_data,            // a data file that cannot be served
  unreadable,          // a file or folder that cannot be opened
};

struct Error {
  Errc code = Errc::bad_text;
  std::string detail;                // one sentence: what is wrong and what to write instead
  std::string parameter;             // the parameter, column or field it is about; may be blank
  std::vector<std::string> allowed;  // what is known, where that is a list
};

template <class T>
using Result = boost::system::result<T, Error>;

// Called by Result::value() when there is none; a caller that has not looked has made our mistake.
[[noreturn]] void throw_exception_from_error(const Error& error, const boost::source_location& where);

}  // namespace yaad::geo
