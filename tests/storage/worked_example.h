#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/age_keys.h"
#include "crypto/signature.h"

namespace pos::worked_example {

// The example of format.md 9: the three streams of one case, without padding. The manager's key is
// 32 bytes 0x04, the recovery's 0x01, the team's 0x14, the statistics group's 0x15.

inline const std::string kId = "BKO-2026-4XKD7RPC";
inline const std::string kRegistrationHash =
    "0f4120b0a95eaa2d7816996c85aab1c8812b06e00fff5364fbaac6d6db4e6d4b";
inline const std::string kFollowUpHash =
    "84df48b6533a28d8a70931eaa8c12fb87692b804413e3d60aff74ecb10b7afb8";
inline const std::string kIdentityHash =
    "e66da9923654afceb212d4944958991373e5b5c59aee3129cc7e813173fbe7bb";
inline const std::string kKeyId = "9be50a53378ac402a2ab04dbb2491065";
inline const std::string kPublicKey = "uulR0WxbJcKQq1okdnFyRz6g+ONAPrfaIeEn8/WGRSA=";

inline Identity identity(std::uint8_t byte) {
  return Identity(SecretBytes(Bytes(std::vector<std::uint8_t>(kKeySize, byte))));
}
/// A FindSigningKey that knows the manager's key alone.
inline std::optional<std::string> find_key(std::string_view author, std::string_view key, Instant) {
  if (author != "adiarra") {
    return std::nullopt;
  }
  return key == kKeyId ? kPublicKey : "";
}
inline SigningKey manager_key() {
  return signing_key(identity(0x04));
}

inline const std::string kIdentityStream = R"(---
pos: "identity/1"
id: "BKO-2026-4XKD7RPC"
readers: ["age14sqmygy7sc65lwznyda4mc85l2cncl7t7se6v8qpjd5kzllv7y9suj5vde", "age1rzn03sd8lh0j902pqyu008mjnrxn35ws54pdgfnd2447scya3p3q9mvfrd", "age15nsf9y4k28p83wth93tf7hafhvfajp45d2mge80ems45gz0c5gys3me64l"]
---
entry: "01KE6VYFD0ABCDEFGHJKMNPQRS"
form: "1.B"
edition: "pos-2020.08"
occurred: "2026-01-05"
recorded: "2026-01-05T09:30:00Z"
author: "adiarra"
key: "9be50a53378ac402a2ab04dbb2491065"
after: []
data:
  name_first: "Awa"
  name_last: "Inventée"
  family_details_section:
    - unique_id: "7b7c1d0e-0001-4000-8000-000000000001"
      relation_name: "Tante Inventée"
signature: "/0XLkar/mfCIjq4pcOGhaU4mCGBUCHZJfPYxDfZm9tf3MmuNrQ7L09Af24k0bjWFCyVJXjVYegb2HAgz99fXCw=="
)";

inline const std::string kCaseStream = R"(---
pos: "case/1"
id: "BKO-2026-4XKD7RPC"
readers: ["age14sqmygy7sc65lwznyda4mc85l2cncl7t7se6v8qpjd5kzllv7y9suj5vde", "age1rzn03sd8lh0j902pqyu008mjnrxn35ws54pdgfnd2447scya3p3q9mvfrd", "age15nsf9y4k28p83wth93tf7hafhvfajp45d2mge80ems45gz0c5gys3me64l"]
---
entry: "01KE6VYFD0ABCDEFGHJKMNPQRS"
form: "1.B"
edition: "pos-2020.08"
occurred: "2026-01-05"
recorded: "2026-01-05T09:30:00Z"
author: "adiarra"
key: "9be50a53378ac402a2ab04dbb2491065"
after: []
identity: "e66da9923654afceb212d4944958991373e5b5c59aee3129cc7e813173fbe7bb"
data:
  sex: "female"
  age: 9
  family_details_section:
    - unique_id: "7b7c1d0e-0001-4000-8000-000000000001"
      relation: "aunt"
signature: "YrwQoPCyIFRi5UKE3oUy5NqhTjlDt6sz0mqbblny1VHa3ta1OICTN3EiZZ+mzPhA54ByXUqoCEFAGqBWrZbhBA=="
---
entry: "01KERX2AM0ABCDEFGHJKMNPQRS"
form: "5.A"
edition: "pos-2020.08"
occurred: "2026-01-12T10:15:00Z"
recorded: "2026-01-12T16:02:11Z"
author: "adiarra"
key: "9be50a53378ac402a2ab04dbb2491065"
after: ["0f4120b0a95eaa2d7816996c85aab1c8812b06e00fff5364fbaac6d6db4e6d4b"]
data:
  child_was_seen: "true"
  risk_level: "medium"
  followup_situation: |-
    L'enfant va mieux.

    Elle dit : « je veux retourner à l'école ».
signature: "4ZVJQJ8V/UzrIh3bFbGuu8e+UGbkfNB1h6/SbU8yjK2twVB5yBOodZ68uv2k0TXWfha7Xe6evVqaRriDXrEVBA=="
)";

inline const std::string kFactsStream = R"(---
pos: "facts/1"
id: "BKO-2026-4XKD7RPC"
readers: ["age14sqmygy7sc65lwznyda4mc85l2cncl7t7se6v8qpjd5kzllv7y9suj5vde", "age1rzn03sd8lh0j902pqyu008mjnrxn35ws54pdgfnd2447scya3p3q9mvfrd", "age1hns9n06m92m6j8e7scav7ryy604mupx2sjgqjjc99dd3ttatzapsd436ya", "age15nsf9y4k28p83wth93tf7hafhvfajp45d2mge80ems45gz0c5gys3me64l"]
---
entry: "01KE6VYFD0ABCDEFGHJKMNPQRS"
hash: "0f4120b0a95eaa2d7816996c85aab1c8812b06e00fff5364fbaac6d6db4e6d4b"
form: "1.B"
edition: "pos-2020.08"
occurred: "2026-01-05"
recorded: "2026-01-05T09:30:00Z"
author: "adiarra"
after: []
data:
  sex: "female"
  age: 9
---
entry: "01KERX2AM0ABCDEFGHJKMNPQRS"
hash: "84df48b6533a28d8a70931eaa8c12fb87692b804413e3d60aff74ecb10b7afb8"
form: "5.A"
edition: "pos-2020.08"
occurred: "2026-01-12T10:15:00Z"
recorded: "2026-01-12T16:02:11Z"
author: "adiarra"
after: ["0f4120b0a95eaa2d7816996c85aab1c8812b06e00fff5364fbaac6d6db4e6d4b"]
data:
  child_was_seen: "true"
  risk_level: "medium"
---
seal: 2
recorded: "2026-01-12T16:02:11Z"
author: "adiarra"
key: "9be50a53378ac402a2ab04dbb2491065"
signature: "8C9MqcrR/oO0aMZ9SNBARj7ODJAEf2oZ7MdeE/HZz3Ft+vaEB9X9HtLImsecF/kS+XIO9R6q6h3zU1z7RTOFBw=="
)";

}  // namespace pos::worked_example
