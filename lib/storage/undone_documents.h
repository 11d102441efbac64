#pragma once

#include <map>
#include <string>

#include "storage/memory.h"
#include "storage/plain_file.h"

namespace pos {

/// Documents that were seen and believed before and are in no file any more. Of a file that the
/// disk does not give none is lost.
std::map<std::string, SeenDocument> lost_documents(const Memory& memory, const PlainFiles& files);

/// Documents of `pos.yaml`, cards and groups that were believed before and are no more, where
/// somebody or a key that they put out is back without them; but not what recovery, or of a group
/// one of the members that it names, has gone on from since.
std::map<std::string, SeenDocument> undone_documents(const Memory& memory, const PlainFiles& files);

}  // namespace pos
