# yaad_embed(TARGET BASE dir PREFIX p GLOB patterns [BASE …]…): a library that carries files as bytes.
#
# Each file becomes an .incbin in one generated assembler file (0.2 s, whatever the size) and a row of
# a table; server/embedded.hpp reads that table. Files found at build time are re-globbed by a script,
# so a rebuilt frontend with new hashes in its names needs no new configure.
function(yaad_embed target)
  set(spec "${CMAKE_CURRENT_BINARY_DIR}/${target}.spec.cmake")
  file(CONFIGURE OUTPUT "${spec}" CONTENT "set(YAAD_EMBED_ARGS \"${ARGN}\")\n" @ONLY)
  set(asm "${CMAKE_CURRENT_BINARY_DIR}/${target}.S")
  set(table "${CMAKE_CURRENT_BINARY_DIR}/${target}.cpp")
  set(script "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/embed_files.cmake")
  # The script touches its outputs only when the list or a file changed.
  add_custom_target(${target}_scan
    COMMAND "${CMAKE_COMMAND}" "-DSPEC=${spec}" "-DASM=${asm}" "-DTABLE=${table}" -P "${script}"
    BYPRODUCTS "${asm}" "${table}"
    COMMENT "Embedding the frontend and the map data" VERBATIM)
  set_source_files_properties("${asm}" "${table}" PROPERTIES GENERATED ON)
  add_library(${target} STATIC "${asm}" "${table}")
  target_include_directories(${target} PRIVATE "${CMAKE_SOURCE_DIR}")
  add_dependencies(${target} ${target}_scan)
endfunction()
