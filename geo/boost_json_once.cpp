// The one place where Boost.JSON, used header-only, is compiled; dataset.json is read with it.
#include <boost/json/src.hpp>
