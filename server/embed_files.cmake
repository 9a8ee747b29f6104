# Run by embed.cmake at build time: writes the assembler file and the table of the embedded files.
cmake_minimum_required(VERSION 3.25)
include("${SPEC}")

set(asm "")
set(rows "")
set(index 0)
set(seen "")
macro(embed_folder base prefix globs)
  foreach(pattern IN ITEMS ${globs})
    file(GLOB_RECURSE found RELATIVE "${base}" "${base}/${pattern}")
    foreach(name IN LISTS found)
      file(SHA256 "${base}/${name}" digest)
      list(APPEND seen "${prefix}${name}=${digest}")
      string(APPEND asm ".global yaad_embedded_${index}\n.global yaad_embedded_${index}_end\n.balign 64\n"
        "yaad_embedded_${index}:\n.incbin \"${base}/${name}\"\nyaad_embedded_${index}_end:\n.byte 0\n")
      string(APPEND externs "extern const unsigned char yaad_embedded_${index}[];\nextern const unsigned char yaad_embedded_${index}_end[];\n")
      string(APPEND rows "    {\"${prefix}${name}\", yaad_embedded_${index}, yaad_embedded_${index}_end},\n")
      math(EXPR index "${index} + 1")
    endforeach()
  endforeach()
endmacro()

set(base "")
set(prefix "")
set(mode "")
set(globs "")
foreach(word IN LISTS YAAD_EMBED_ARGS ITEMS BASE)
  if(word STREQUAL "BASE")
    if(base)
      embed_folder("${base}" "${prefix}" "${globs}")
    endif()
    set(base "")
    set(globs "")
    set(mode base)
  elseif(word STREQUAL "PREFIX")
    set(mode prefix)
  elseif(word STREQUAL "GLOB")
    set(mode glob)
  elseif(mode STREQUAL "base")
    set(base "${word}")
  elseif(mode STREQUAL "prefix")
    set(prefix "${word}")
  else()
    list(APPEND globs "${word}")
  endif()
endforeach()

if(index EQUAL 0)
  message(FATAL_ERROR "Nothing to embed: build the frontend and the map data first (./dev build).")
endif()

# The digests stand in the files, so a change of bytes alone also rebuilds them.
string(REPLACE ";" "\n// " digests "${seen}")
file(CONFIGURE OUTPUT "${ASM}" CONTENT "// ${digests}\n.section .rodata\n${asm}.section .note.GNU-stack,\"\",%progbits\n" @ONLY)
file(CONFIGURE OUTPUT "${TABLE}" CONTENT "// ${digests}
#include \"server/embedded.hpp\"

extern \"C\" {
${externs}}

namespace yaad::server {
namespace {
const EmbeddedFile files[] = {
${rows}};
}  // namespace

std::span<const EmbeddedFile> embedded_files() { return files; }
}  // namespace yaad::server
" @ONLY)
