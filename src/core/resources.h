// Where the program finds its models, lexicons and knowledge base.
//
// A resource folder holds models/, lexicons/ and knowledge.kb. Looked for, first hit wins:
//   1. the folder the caller names (--resources)   2. $DRAGOMAN_RESOURCES
//   3. share/dragoman beside the program or beside its parent folder (build tree, installed tree)
#pragma once

#include <string>

#include "dragoman/result.h"

namespace dragoman::core {

// Fails with NotFound, naming every folder that was tried.
Result<std::string> find_resources(const std::string& named);

// Whole content of a file. Fails with NotFound or NotReadable.
Result<std::string> read_file(const std::string& path);

}  // namespace dragoman::core
