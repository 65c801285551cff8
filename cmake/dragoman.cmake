# Flags on one interface target, and dragoman_module(): one static library per room.

add_library(dragoman_flags INTERFACE)
target_compile_options(dragoman_flags INTERFACE -Wall -Wextra -Wpedantic -ffp-contract=off)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # g++ 12 warns about every `"text" + std::string` that it inlines (GCC bug 105651).
  target_compile_options(dragoman_flags INTERFACE -Wno-restrict)
endif()
if(DRAGOMAN_WERROR)
  target_compile_options(dragoman_flags INTERFACE -Werror)
endif()
if(DRAGOMAN_ABORT_ON_CHECK)
  target_compile_definitions(dragoman_flags INTERFACE DRAGOMAN_ABORT_ON_CHECK)
endif()
if(DRAGOMAN_FUZZ)  # so that libFuzzer sees which code of the rooms an input reaches
  target_compile_options(dragoman_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(DRAGOMAN_SANITIZE)
  target_compile_options(dragoman_flags INTERFACE -fsanitize=${DRAGOMAN_SANITIZE} -fno-omit-frame-pointer
                         -fno-sanitize-recover=all)
  target_link_options(dragoman_flags INTERFACE -fsanitize=${DRAGOMAN_SANITIZE})
endif()
target_include_directories(dragoman_flags INTERFACE ${CMAKE_SOURCE_DIR}/include ${CMAKE_SOURCE_DIR}/src)

# One set of objects serves the command and the Python module. Hidden, so that calls inside cost what they cost in a
# program.
function(dragoman_linkable_anywhere target)
  set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON C_VISIBILITY_PRESET hidden
                        CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
endfunction()

# dragoman_word_lists(ROOM LIST ...): compiles lexicons/ROOM/LIST.tsv in, as the inside of a C++ list of its lines in
#   ROOM/LIST.inc. For layers, which have no resources at hand. A line holds no quotation mark, backslash or semicolon.
function(dragoman_word_lists room)
  foreach(list ${ARGN})
    set(file ${PROJECT_SOURCE_DIR}/lexicons/${room}/${list}.tsv)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    file(STRINGS ${file} words REGEX "^[^#]")
    list(JOIN words "\",\n\"" DRAGOMAN_WORDS)
    configure_file(${PROJECT_SOURCE_DIR}/cmake/words.inc.in ${CMAKE_CURRENT_BINARY_DIR}/include/${room}/${list}.inc @ONLY)
  endforeach()
endfunction()

# dragoman_module(ROOM SOURCES a.cc a.h ... USES room ... [LIBS target ...] [TESTS a_test.cc ...])
#   SOURCES  listed by hand, relative to the calling folder
#   USES     rooms above this one; the only statement of dependency, held against #include lines by
#            tools/check_layers.py
#   LIBS     outside libraries
#   TESTS    GoogleTest sources; they become the program ROOM_test and one ctest entry per test
#   ON_SERVER  some tests are called NAME/PostgreSql (tests/support/both_stores.h): they are one ctest entry together,
#            because each program starts a server of its own
function(dragoman_module room)
  cmake_parse_arguments(ARG "ON_SERVER" "" "SOURCES;USES;LIBS;TESTS" ${ARGN})
  add_library(dragoman_${room} STATIC ${ARG_SOURCES})
  add_library(dragoman::${room} ALIAS dragoman_${room})
  list(TRANSFORM ARG_USES PREPEND dragoman::)
  target_link_libraries(dragoman_${room} PUBLIC dragoman_flags ${ARG_USES} ${ARG_LIBS})
  dragoman_linkable_anywhere(dragoman_${room})
  set_property(GLOBAL APPEND PROPERTY DRAGOMAN_ROOMS ${room})
  if(DRAGOMAN_TESTS AND ARG_TESTS)
    add_executable(${room}_test ${ARG_TESTS})
    target_link_libraries(${room}_test PRIVATE dragoman::${room} GTest::gtest GTest::gtest_main)
    target_compile_definitions(${room}_test PRIVATE DRAGOMAN_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
                               DRAGOMAN_BINARY_DIR="${CMAKE_BINARY_DIR}")
    gtest_discover_tests(${room}_test TEST_PREFIX ${room}/ TEST_FILTER "-*/PostgreSql" DISCOVERY_TIMEOUT 60)
    if(ARG_ON_SERVER)
      add_test(NAME ${room}/on_postgresql COMMAND ${room}_test --gtest_filter=*/PostgreSql)
      set_tests_properties(${room}/on_postgresql PROPERTIES SKIP_REGULAR_EXPRESSION "\\[  SKIPPED \\]" TIMEOUT 600)
    endif()
  endif()
endfunction()
