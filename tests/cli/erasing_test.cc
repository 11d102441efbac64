// Erasing: the names of a case go, for good and everywhere that can be reached (architecture 4.7).

#include <doctest/doctest.h>

#include "storage/sealed_file.h"
#include "support/effort.h"
#include "support/forwarding_file_system.h"
#include "support/json_reader.h"
#include "support/replica.h"

namespace pos::test {
namespace {

constexpr const char* kWithKey = " --reason 'asked for' --recovery /t/recovery.key";

struct Erasing : CommandLine {
  std::string id;

  Erasing() {
    now = "2026-04-13T09:20:00Z";
    id = get("register --from examples/cases/hawa/1.B.yaml");
    now = "2026-04-13T12:00:00Z";
  }
  std::string words(const std::string& more = "") const {
    return "erase " + id + kWithKey + (more.empty() ? " --confirm " + id : more);
  }
  Outcome run_as(const std::string& who, const std::string& line) {
    person = who;
    return run(line);
  }
  std::string names() {
    return told(read_json(get("show " + id + " --names --format json")), "names");
  }

  /// The documents in each identity file of the case, opened with the recovery key.
  std::vector<std::size_t> documents() {
    const std::vector<Identity> recovery =
        load_identities(files, "/t/recovery.key", [] { return SecretBytes(); });
    std::vector<std::size_t> counts;
    for (const auto& [path, bytes] : vault()) {
      if (path.find("/identities/2026/" + id) != std::string::npos) {
        const std::optional<Stream> stream = open_stream(bytes, recovery, path);
        REQUIRE(stream.has_value());
        counts.push_back(stream->documents.size());
      }
    }
    return counts;
  }
};

using Counts = std::vector<std::size_t>;
const Counts kEmptied = {0};

}  // namespace

TEST_CASE(
    "the supervisor erases the names with the recovery key, and the case goes on without them") {
  Erasing office;
  office.get("assess " + office.id + " --from examples/cases/hawa/1.C.yaml");
  CHECK(office.documents() == Counts{1});
  office.person = "mkone";
  office.now = "2026-04-20T09:00:00Z";
  const Outcome done = office.run(office.words());
  REQUIRE_MESSAGE(done.code == 0, done.err);
  for (const char* beyond :
       {"backups", "other copies of this vault keep the names until this erasure",
        "packages already sent", "synchroniser", "paper"}) {
    CAPTURE(beyond);
    CHECK(done.err.find(beyond) != std::string::npos);
  }
  CHECK(office.documents() == kEmptied);

  office.person = "adiarra";
  CHECK(office.names() == "0");
  const Value history = read_json(office.get("history " + office.id + " --format json"));
  CHECK(told(history, "items.2.entry") + "\n" == done.out);
  CHECK(told(history, "items.2.act") == "erase");
  CHECK(told(history, "items.2.author") == "recovery");
  CHECK(told(history, "items.2.by") == "mkone");
  CHECK(told(history, "items.2.reason") == "asked for");
  const Value shown = read_json(office.get("show " + office.id + " --format json"));
  CHECK(told(shown, "erased") == "2026-04-20T09:00:00Z");
  CHECK(told(shown, "status") == "initially_assessed");
  CHECK(office.get("show " + office.id).find("Names erased") != std::string::npos);
  office.check_vault();

  // A second time there is nothing to erase; what is entered later stays until it is erased too.
  CHECK(office.run_as("mkone", office.words()).code == 15);
  office.person = "adiarra";
  office.get("record " + office.id +
             " 5.A --from examples/cases/hawa/5.A-2026-05-06.yaml --dry-run"
             " --now 2026-05-06T17:00:00Z");
  const std::string registration = told(history, "items.0.entry");
  office.get("record " + office.id + " 1.B --corrects " + registration +
             " --from examples/cases/hawa/1.B.yaml");
  CHECK(office.names() != "0");
  CHECK(office.run_as("mkone", office.words()).code == 0);
  CHECK(office.documents() == kEmptied);
  office.check_vault();
}

TEST_CASE("an erasure is asked for twice, and refused to all but the case's supervisor") {
  Erasing office;
  office.person = "mkone";
  CHECK(office.run("erase " + office.id + kWithKey).code == 2);
  CHECK(office.run("erase " + office.id + kWithKey).err.find("--confirm") != std::string::npos);
  CHECK(office.run(office.words(" --confirm BKO")).code == 6);
  CHECK(office.run("erase " + office.id + " --reason r --confirm " + office.id).code == 2);
  CHECK(office.run("erase " + office.id + " --recovery /t/recovery.key --confirm " + office.id)
            .code == 2);
  CHECK(office
            .run("erase " + office.id + " --reason r --recovery /t/keys/mkone.key --confirm " +
                 office.id)
            .code == 12);
  for (const char* person : {"adiarra", "ktraore", "fsow", "bsidibe", "amaiga", "ssidibe"}) {
    CAPTURE(person);
    CHECK(office.run_as(person, office.words()).code == 15);
    CHECK(office.run("erase " + office.id + " --reason r --recovery /none --confirm " + office.id)
              .code == (person == std::string("ssidibe") ? 5 : 15));
  }
  office.person = "mkone";
  office.input_is_terminal = true;
  office.input = "yes\n";
  CHECK(office.run("erase " + office.id + kWithKey).code == 6);
  CHECK(office.run("erase " + office.id + kWithKey + " --no-input").code == 2);
  CHECK(office.documents() == Counts{1});
  office.input = office.id + "\n";
  CHECK(office.run("effacer " + office.id + kWithKey).code == 0);
  CHECK(office.documents() == kEmptied);
}

TEST_CASE("an erasure takes every part, and what broken writes left; texts with names are listed") {
  Erasing office;
  office.person = "fsow";
  office.files.put("consent", *office.files.read("examples/cases/hawa/1.A.yaml") +
                                  "consent_giver_name: Kaniba Sangaré\n");
  office.get("record " + office.id + " 1.A --from consent");
  CHECK(office.documents() == Counts{1, 1});
  office.person = "adiarra";
  std::string assessment = *office.files.read("examples/cases/hawa/1.C.yaml");
  assessment.replace(assessment.find("La mère, veuve"), 15, "Kaniba, veuve");
  office.files.put("assessment", assessment);
  const std::string entry =
      office.get("assess " + office.id + " --from assessment --names-in-text 'cited'");
  const std::string folder = std::string(kVaultFolder) + "/identities/2026/";
  const std::string file = *office.files.read(folder + office.id + ".yaml.age");
  office.files.put(folder + office.id + ".yaml.sync-conflict-20260414-101500-ABCDEFG.age", file);
  office.files.put(folder + "." + office.id + ".yaml.age.0123456789abcdef.tmp", file);
  office.files.put(folder + office.id + ".yaml.age.bak", file);
  office.files.put(std::string(kVaultFolder) + "/identities/" + office.id + ".bak", file);
  const std::string aside = std::string(kVaultFolder) + "/identities/lost+found";
  office.files.make_folders(aside);
  office.files.put(aside + "/identities+2026+" + office.id + ".yaml.age", file);
  office.files.put(aside + "/identities+2026+." + office.id + ".yaml.age.0123.tmp", "half");
  office.files.put(aside + "/identities+2026+" + office.id + ".yaml.age.3", file.substr(0, 900));
  const std::string another = office.get("register --from examples/cases/hawa/1.B.yaml");
  office.files.put(aside + "/identities+2026+" + office.id + ".yaml.age.2",
                   *office.files.read(folder + another + ".yaml.age"));

  office.person = "mkone";
  const Outcome done = office.run(office.words());
  REQUIRE_MESSAGE(done.code == 0, done.err);
  CHECK(done.err.find("a name stays in a text: entry " + entry) != std::string::npos);
  CHECK(office.documents() == kEmptied);
  CHECK(office.files.list(folder).size() == 2);
  // Another child's, under this one's identifier, and what does not open.
  CHECK(office.files.list(aside).size() == 2);
  CHECK(says(done.err, "identities/lost+found/identities+2026+" + office.id + ".yaml.age.3"));
  CHECK(office.files.list(std::string(kVaultFolder) + "/identities").size() == 2);
  office.check_vault();

  office.files.put(aside + "/identities+2026+" + office.id + ".yaml.age", file);
  office.input = office.id + "\n";
  const Outcome again = office.run(office.words());
  CHECK_MESSAGE(again.code == 0, again.err);
  CHECK(office.files.list(aside).size() == 2);
  office.input = office.id + "\n";
  CHECK(office.run(office.words()).code == 15);
}

TEST_CASE(
    "a copy from before an erasure brings no name back, nor does what was written beside it") {
  Erasing office;
  CommandLine field = office;
  office.person = "mkone";
  office.now = "2026-04-20T09:00:00Z";
  office.get(office.words());
  field.now = "2026-04-19T09:00:00Z";
  const std::string registration =
      told(read_json(field.get("history " + office.id + " --format json")), "items.0.entry");
  field.get("record " + office.id + " 1.B --corrects " + registration +
            " --from examples/cases/hawa/1.B.yaml");
  bring(office, field, "20260421-080000");
  CHECK(office.documents() == Counts{0, 2});

  office.now = "2026-04-21T09:00:00Z";
  for (const char* person : {"mkone", "adiarra"}) {
    office.person = person;
    CAPTURE(person);
    CHECK(office.names() == "0");
  }
  office.check_vault();
  office.get("assess " + office.id + " --from examples/cases/hawa/1.C.yaml");
  CHECK(office.documents() == kEmptied);
  CHECK(office.names() == "0");
  office.check_vault();
}

TEST_CASE(
    "names that an older copy brings back after an erasure are wrong, and `rekey` takes them") {
  Erasing office;
  const std::string path =
      std::string(kVaultFolder) + "/identities/2026/" + office.id + ".yaml.age";
  const std::string before = *office.files.read(path);
  office.person = "mkone";
  office.get(office.words());
  office.files.put(path, before);
  office.person = "adiarra";
  CHECK(office.documents() == Counts{1});
  SUBCASE("once") {}
  SUBCASE("twice") {
    office.files.put(std::string(kVaultFolder) + "/identities/2026/" + office.id + ".copy.yaml.age",
                     before);
  }
  const Outcome check = office.run_on(office.files, {"check", "--read-data"});
  CHECK(check.code == 13);
  CHECK(says(check.out, "`pos rekey` takes them [erased_names]"));
  office.get("rekey");
  for (const std::size_t left : office.documents()) {
    CHECK(left == 0);
  }
  office.check_vault();
}

TEST_CASE("an erasure that is killed is completed by the next command of someone who can") {
  Erasing prepared;
  const std::string folder = std::string(kVaultFolder) + "/identities/2026/";
  prepared.files.put(folder + prepared.id + " (1).yaml.age",
                     *prepared.files.read(folder + prepared.id + ".yaml.age"));
  for (const char* completing : {"the erasure again", "the manager's next entry"}) {
    int points = 0;
    for (bool killed = true; killed;) {
      CAPTURE(points);
      CAPTURE(completing);
      Erasing office = prepared;
      office.person = "mkone";
      points += turns(4, 1);
      FaultyFileSystem dying(office.files, points, Fault::Killed);
      killed = office.run_on(dying, cut_words(office.words())).code != 0;

      office.person = "adiarra";
      const Value shown = read_json(office.get("show " + office.id + " --names --format json"));
      const bool begun = told(shown, "erased") != "null";
      CHECK(begun == (told(shown, "names") == "0"));
      if (completing == std::string("the erasure again")) {
        const int code = office.run_as("mkone", office.words()).code;
        CHECK((code == 0 || (code == 15 && office.documents() == kEmptied)));
        CHECK(office.files.list(folder).size() == 1);
      } else if (begun) {
        office.get("assess " + office.id + " --from examples/cases/hawa/1.C.yaml");
      } else {
        continue;
      }
      CHECK(office.documents() == kEmptied);
      CHECK(office.run_as("adiarra", "show " + office.id + " --names").code == 0);
    }
    MESSAGE("killed up to point ", points - 1, ", completed by ", std::string(completing));
    CHECK(points > 10);
  }
}

TEST_CASE("closed cases past their term are listed, and nothing happens by itself") {
  CommandLine office;
  office.person = "ktraore";
  office.now = "2026-09-07T10:00:00Z";
  const std::string id = office.get("register --from examples/cases/hawa/1.B.yaml");
  office.now = "2026-09-08T09:30:00Z";
  office.get("assess " + id + " --from examples/cases/mariam/1.C.yaml");
  office.now = "2026-09-17T10:00:00Z";
  office.get("close " + id + " --from examples/cases/mariam/6.A-corrected.yaml");
  office.person = "mkone";
  office.now = "2026-09-18T09:00:00Z";
  office.get("close " + id + " --validate");
  CHECK(office.run("list --past-retention").code == 2);
  CHECK(office.run("list --past-retention").err.find("pos policy set retention=P10Y") !=
        std::string::npos);
  office.person = "amaiga";
  office.get("policy set retention=P1Y --recovery /t/recovery.key");

  office.person = "mkone";
  const auto listed = [&] {
    return told(read_json(office.get("list --past-retention --format json")), "items");
  };
  const auto warned = [&] {
    return office.run("due --office").err.find("1 closed cases are past") != std::string::npos;
  };
  office.now = "2027-09-18T23:59:59Z";
  CHECK(listed() == "0");
  CHECK_FALSE(warned());
  office.now = "2027-09-19T00:00:00Z";
  const auto before = office.vault();
  CHECK(listed() == "1");
  CHECK(warned());
  CHECK(office.vault() == before);
  office.get("erase " + id + kWithKey + " --confirm " + id);
  CHECK(listed() == "0");
  CHECK_FALSE(warned());
}

}  // namespace pos::test
