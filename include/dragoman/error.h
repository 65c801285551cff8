// All error codes, each with cause and cure, and the Error that carries one.
//
// Codes are stable: the log, the list of rejected inputs, the store and the command line show their
// names.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dragoman {

enum class ErrorCode {
  // clang-format off
  NotFound,           // path, record or resource does not exist        -> check the path
  NotReadable,        // no permission, or the device failed            -> check permissions
  NotWritable,        // output or store cannot be written              -> check permissions, space, lock
  EmptyInput,         // nothing to read in this input                  -> leave it out
  NotText,            // binary bytes where text was expected           -> convert it first
  BadEncoding,        // bytes are in no supported charset              -> convert to UTF-8
  TooLarge,           // over the configured size limit                 -> raise the limit or split
  UnsupportedLanguage,// text is in no language that the model knows    -> use another model
  BadJson,            // a line is not a JSON object                    -> mend the line
  MissingField,       // a mapped field is absent or of a wrong type    -> check the --*-field options
  BadFormat,          // malformed CoNLL-U, TSV, TOML, pattern, ...     -> mend it where the message points
  BadModel,           // model file truncated, corrupt, other version   -> install the model again
  BadKnowledge,       // knowledge base truncated, corrupt, other version -> compile it again
  BadStore,           // not a Dragoman store, or corrupt               -> name another file
  StoreTooNew,        // store was written by a newer program           -> update the program
  MissingLayer,       // a stage ran before the stage it reads from     -> a bug in the pipeline
  BadArgument,        // an option has a value that cannot be used      -> see --help
  Unreachable,        // an address gave no answer: DNS, TLS, time limit -> check the address, try again later
  NotAllowed,         // robots.txt, or the guard on private addresses   -> see docs/rooms/fetch.md
  BadResponse,        // a server answered with an error or damage      -> look at the address in a browser
  Cancelled,          // the user or a supervisor asked to stop         -> run it again, it goes on
  Internal,           // an invariant did not hold for this report      -> please report it
  // clang-format on
};

std::string_view to_string(ErrorCode code);

// What went wrong, in one sentence with the values, and where: file, record, offset, or
// file:line:column.
struct Error {
  ErrorCode code = ErrorCode::Internal;
  std::string message;
  std::string where;

  // "where: message [Code]", or "message [Code]" when where is empty.
  std::string describe() const;
};

}  // namespace dragoman
