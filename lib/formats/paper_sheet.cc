#include "formats/paper_sheet.h"

#include <algorithm>
#include <array>

namespace pos {
namespace {

constexpr std::size_t kWidth = 80;
constexpr std::size_t kLabel = 18;

/// Characters, as a page counts them: the texts have accents, no marks of their own.
std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string blanks(std::size_t count) {
  return std::string(count, ' ');
}

/// Words laid into lines after a margin, as wide as the page.
std::string wrapped(std::string_view words, std::size_t margin) {
  std::string page;
  std::size_t column = margin;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find(' ', at), words.size());
    const std::string_view word = words.substr(at, end - at);
    at = end + 1;
    if (column > margin && column + 1 + columns(word) > kWidth) {
      page += "\n" + blanks(margin);
      column = margin;
    }
    page += column > margin ? " " : "";
    column += columns(word) + (column > margin ? 1 : 0);
    page += word;
  }
  return page + "\n";
}

/// `label` in its column, the words beside it.
std::string entry(const std::string& label, std::string_view words) {
  const std::size_t used = columns(label);
  return "  " + label + blanks(used + 2 < kLabel ? kLabel - used - 2 : 1) + wrapped(words, kLabel);
}

std::string entry_or_line(const std::string& label, const std::string& words) {
  return entry(label, words.empty() ? std::string(kWidth - kLabel, '_') : words);
}

/// Four and four, as people compare them.
std::string in_fours(const std::string& digits) {
  std::string groups;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    groups += (i > 0 && i % 4 == 0 ? " " : "") + digits.substr(i, 1);
  }
  return groups;
}

std::string rule() {
  return std::string(kWidth, '=') + "\n";
}

std::string headline(const PaperSheet& sheet, Language language) {
  const Text title = !sheet.known ? Text{"CLÉ SECRÈTE", "SECRET KEY"}
                     : sheet.recovery
                         ? Text{"CLÉ DE SECOURS DU BUREAU", "RECOVERY KEY OF THE OFFICE"}
                         : Text{"CLÉ PERSONNELLE", "SECRET KEY OF A PERSON"};
  const Text copy = text("EXEMPLAIRE {}", "COPY {}", sheet.copy);
  const std::string& left = title.in(language);
  const std::string& right = copy.in(language);
  return rule() + "  " + left + blanks(kWidth - 4 - columns(left) - columns(right)) + right + "\n" +
         rule() + "\n";
}

const Text& what_it_opens(const PaperSheet& sheet) {
  static const Text unknown = {
      "Cette clé ouvre tout ce qui est chiffré pour elle. Si c'est la clé de secours d'un bureau, "
      "elle ouvre TOUS ses dossiers, noms des enfants compris. Elle n'a pas de phrase de passe sur "
      "le papier.",
      "This key opens all that is sealed to it. If it is the recovery key of an office, it opens "
      "ALL its case files, the children's names included. On paper it has no passphrase."};
  static const Text all = {
      "Cette clé ouvre TOUS les dossiers de ce bureau, noms des enfants compris, et décide qui "
      "peut les lire. Elle remplace un gestionnaire perdu et sert à créer un groupe. Qui tient "
      "cette feuille tient tout.",
      "This key opens ALL case files of this office, the children's names included, and decides "
      "who may read them. It stands in for a manager who is lost and makes groups. Whoever holds "
      "this sheet holds everything."};
  static const Text own = {
      "Cette clé ouvre tout ce que cette personne peut lire, et signe en son nom. Elle n'a pas de "
      "phrase de passe sur le papier.",
      "This key opens all that this person may read, and signs in their name. On paper it has no "
      "passphrase."};
  if (!sheet.known) {
    return unknown;
  }
  return sheet.recovery ? all : own;
}

const Text kKeeping = {
    "Sous enveloppe fermée et signée sur le rabat, dans un coffre ou une armoire qui ferme à clé. "
    "Deux exemplaires, dans deux bâtiments. Ni photo, ni photocopie, ni message. Ouvrir "
    "l'enveloppe devant témoin, et noter la date.",
    "In a closed envelope signed across its flap, in a safe or a cabinet that locks. Two copies, "
    "in two buildings. No photo, no photocopy, no message. Open the envelope before a witness, "
    "and note the date."};

const Text kReading = {
    "Chiffres et lettres sans I, L, O ni U : un rond est toujours le chiffre zéro, un trait droit "
    "le chiffre un. Le dernier signe de chaque ligne contrôle la ligne ; la ligne 8 contrôle "
    "l'ensemble et porte le numéro de l'exemplaire.",
    "Digits and letters without I, L, O and U: a round sign is always zero, a straight stroke "
    "always one. The last sign of a line checks the line; line 8 checks the whole and carries the "
    "number of the copy."};

std::string proving(bool recovery, Language language) {
  const Text words = text(
      "pos key verify-paper{0}, puis taper les huit lignes : pos nomme une ligne fausse. À faire "
      "le "
      "jour même pour chaque exemplaire, ensuite une fois par an.",
      "pos key verify-paper{0}, then type the eight lines: pos names a wrong one. On the same day "
      "for each copy, later once a year.",
      recovery ? Text{} : Text{" FICHIER", " FILE"});
  return words.in(language);
}

const Text kRestoring = {
    "pos key restore-paper FICHIER, puis taper les huit lignes : le fichier de la clé est refait. "
    "Hors du coffre, et pour une clé de secours sur une clé USB ; l'effacer après usage.",
    "pos key restore-paper FILE, then type the eight lines: the file of the key is made again. "
    "Outside the vault, and for a recovery key on a stick; remove it after use."};

const Text kWithoutPos = {
    "Chaque signe vaut 5 bits (0 à 9, puis A à Z sans I, L, O, U). Les 7 premiers de chaque ligne, "
    "mis bout à bout : les 256 premiers bits sont la clé secrète X25519 du programme age ; `man "
    "pos-vault` en dit plus.",
    "Each sign is 5 bits (0 to 9, then A to Z without I, L, O, U). The first 7 of each line, one "
    "after the other: the first 256 bits are the X25519 secret key of the program age; `man "
    "pos-vault` says more."};

std::string signature_lines(Language language) {
  const bool french = language == Language::French;
  const std::string gap = std::string(15, '_');
  std::string page = "\n";
  for (const char* who :
       french ? std::array{"Imprimé par", "Témoin"} : std::array{"Printed by", "Witness"}) {
    page += "  " + std::string(who) + blanks(14 - columns(who)) + std::string(22, '_') +
            (french ? "  le " : "  on ") + std::string(12, '_') +
            (french ? "  signature " : "  signature ") + std::string(12, '_') + "\n\n";
  }
  page += "  " + std::string(french ? "Prouvé le " : "Proven on ") + gap + "  " + gap + "  " + gap +
          "  " + gap + "\n\n";
  page += "  " + std::string(french ? "Lieu de l'enveloppe " : "Place of the envelope ") +
          std::string(french ? 58 : 56, '_') + "\n";
  return page;
}

}  // namespace

PaperText paper_sheet(const PaperSheet& sheet, Language language) {
  const bool french = language == Language::French;
  const auto say = [&](const Text& words) { return words.in(language); };
  PaperText page;
  page.before = headline(sheet, language);
  if (!sheet.recovery) {
    page.before += entry_or_line(french ? "Personne" : "Person", sheet.holder);
  }
  page.before += entry_or_line(french ? "Bureau" : "Office", sheet.office);
  page.before += entry_or_line("Structure", sheet.structure);
  page.before += entry_or_line(french ? "Empreinte" : "Fingerprint", in_fours(sheet.fingerprint));
  page.before += entry(french ? "Clé publique" : "Public key", sheet.recipient);
  page.before += entry(french ? "Imprimé le" : "Printed on", to_string(sheet.printed));
  page.before += "\n  " + wrapped(say(what_it_opens(sheet)), 2) + "\n";
  page.after = "\n  " + wrapped(say(kReading), 2) + "\n";
  page.after += entry(french ? "La garder" : "Keep it", say(kKeeping));
  page.after += entry(french ? "La prouver" : "Prove it", proving(sheet.recovery, language));
  page.after += entry(french ? "La ramener" : "Bring it back", say(kRestoring));
  page.after += entry(french ? "Sans pos" : "Without pos", say(kWithoutPos));
  page.after += signature_lines(language);
  return page;
}

std::string paper_line_head(int number) {
  return "            " + std::to_string(number) + "     ";
}

}  // namespace pos
