#include "crypto/signature.h"

#include <doctest/doctest.h>

#include "crypto/expect.h"
#include "crypto/hash.h"

namespace pos {
namespace {

/// The example of the vault format: the follow-up, signed with the key of 32 bytes 0x04.
std::string signed_example() {
  std::string message("pos/entry/1\0case\0BKO-2026-4XKD7RPC\0", 35);
  message +=
      "entry: \"01KERX2AM0ABCDEFGHJKMNPQRS\"\n"
      "form: \"5.A\"\n"
      "edition: \"pos-2020.08\"\n"
      "occurred: \"2026-01-12T10:15:00Z\"\n"
      "recorded: \"2026-01-12T16:02:11Z\"\n"
      "author: \"adiarra\"\n"
      "key: \"9be50a53378ac402a2ab04dbb2491065\"\n"
      "after: [\"0f4120b0a95eaa2d7816996c85aab1c8812b06e00fff5364fbaac6d6db4e6d4b\"]\n"
      "data:\n"
      "  child_was_seen: \"true\"\n"
      "  risk_level: \"medium\"\n"
      "  followup_situation: |-\n"
      "    L'enfant va mieux.\n"
      "\n"
      "    Elle dit : « je veux retourner à l'école ».\n";
  return message;
}

constexpr std::string_view kSigningKey = "uulR0WxbJcKQq1okdnFyRz6g+ONAPrfaIeEn8/WGRSA=";
constexpr std::string_view kSignature =
    "4ZVJQJ8V/UzrIh3bFbGuu8e+UGbkfNB1h6/SbU8yjK2twVB5yBOodZ68uv2k0TXWfha7Xe6evVqaRriDXrEVBA==";

}  // namespace

TEST_CASE("a person's identity gives the keys of the vault format's example") {
  const auto identities = parse_identities(
      "AGE-SECRET-KEY-1QSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQMDXKL7");
  const Identity& identity = identities[0];
  CHECK(identity.secret().text() == std::string(32, '\x04'));
  CHECK(to_string(identity.recipient()) ==
        "age14sqmygy7sc65lwznyda4mc85l2cncl7t7se6v8qpjd5kzllv7y9suj5vde");
  CHECK(to_hex(signing_seed(identity).text()) ==
        "8ffd64775a20b2c1dbd0f477b3c45bea3d135e71e875ac212aff5abd1999747e");
  CHECK(signing_key(identity).public_key == kSigningKey);
  CHECK(key_id(kSigningKey) == "9be50a53378ac402a2ab04dbb2491065");
}

TEST_CASE("the example's other keys have the recipients that its files name") {
  CHECK(to_string(identity_of(0x01).recipient()) ==
        "age15nsf9y4k28p83wth93tf7hafhvfajp45d2mge80ems45gz0c5gys3me64l");
  CHECK(to_string(identity_of(0x14).recipient()) ==
        "age1rzn03sd8lh0j902pqyu008mjnrxn35ws54pdgfnd2447scya3p3q9mvfrd");
  CHECK(to_string(identity_of(0x15).recipient()) ==
        "age1hns9n06m92m6j8e7scav7ryy604mupx2sjgqjjc99dd3ttatzapsd436ya");
}

TEST_CASE("an entry is signed byte for byte as in the vault format's example") {
  CHECK(sign(signing_key(identity_of(4)), signed_example()) == kSignature);
  CHECK(verify(kSigningKey, signed_example(), kSignature));
}

TEST_CASE("a signature counts for one message and one key alone") {
  const SigningKey other = signing_key(identity_of(5));
  CHECK_FALSE(verify(other.public_key, signed_example(), kSignature));
  CHECK_FALSE(verify(kSigningKey, signed_example() + "\n", kSignature));
  CHECK_FALSE(verify(kSigningKey, {}, kSignature));
  CHECK(verify(other.public_key, {}, sign(other, {})));
  std::string altered(kSignature);
  altered[10] = altered[10] == 'A' ? 'B' : 'A';
  CHECK_FALSE(verify(kSigningKey, signed_example(), altered));
}

TEST_CASE("keys and signatures that are no base64 of the right length are none") {
  const std::string key(kSigningKey);
  for (const std::string& text : {std::string(), key.substr(0, 43), key + "=", " " + key,
                                  std::string(kSignature), std::string("AAAA")}) {
    CAPTURE(text);
    CHECK_FALSE(is_public_key(text));
    CHECK_FALSE(verify(text, signed_example(), kSignature));
    CHECK(failure([&] { key_id(text); }) == "integrity signing-key");
  }
  CHECK(is_public_key(key));
  for (const std::string& text : {std::string(), key, std::string(kSignature.substr(0, 87)),
                                  std::string(kSignature) + "\n"}) {
    CHECK_FALSE(verify(kSigningKey, signed_example(), text));
  }
}

}  // namespace pos
