package io.switchboard.contract.phone.text;

import java.util.Locale;
import java.util.Set;

/** Words that stand beside numbers. */
public final class NumberWords {
  private static final Set<String> EXTENSIONS =
      Set.of(
          "x",
          "xt",
          "ext",
          "extn",
          "xtn",
          "extension",
          "extensión",
          "extensao",
          "extensão",
          "int",
          "interno",
          "anexo",
          "poste",
          "доб",
          "durchwahl",
          "dw",
          "app",
          "apparaat",
          "toestel",
          "klappe",
          "kl",
          "nst",
          "nebenstelle",
          "ramal",
          "rml",
          "wew",
          "anknytning",
          "ankn",
          "lok",
          "转",
          "分机",
          "內線",
          "内線");

  /**
   * Characters at which a telephone pauses while dialling; a label when nothing is attached to
   * them.
   */
  private static final Set<String> PAUSES = Set.of("p", "w", "pp", "ww", "pause", "wait");

  /** Labels of other identifiers. */
  private static final Set<String> IDENTIFIERS =
      Set.of(
          "id",
          "ids",
          "uid",
          "uuid",
          "guid",
          "acct",
          "account",
          "order",
          "ref",
          "reference",
          "ticket",
          "invoice",
          "policy",
          "ssn",
          "zip",
          "plz");

  /** Words that are never part of a vanity number. */
  private static final Set<String> LABELS =
      Set.of(
          "cell",
          "cellular",
          "cellphone",
          "mobile",
          "mobil",
          "mob",
          "movil",
          "móvil",
          "celular",
          "handy",
          "natel",
          "gsm",
          "home",
          "house",
          "work",
          "office",
          "bus",
          "business",
          "biz",
          "dienst",
          "privat",
          "private",
          "priv",
          "personal",
          "tel",
          "tele",
          "telephone",
          "phone",
          "telefon",
          "teléfono",
          "telefono",
          "téléphone",
          "fon",
          "ph",
          "fax",
          "direct",
          "main",
          "other",
          "primary",
          "secondary",
          "alt",
          "alternate",
          "pref",
          "preferred",
          "voice",
          "pager",
          "call",
          "do",
          "not",
          "dnc",
          "landline",
          "festnetz",
          "domicile",
          "bureau",
          "portable",
          "fixe",
          "casa",
          "trabajo",
          "uk",
          "us",
          "usa",
          "or",
          "and",
          "oder",
          "und",
          "ou",
          "et",
          "only",
          "text",
          "sms",
          "whatsapp",
          "wa",
          "number",
          "no",
          "nr",
          "num",
          "new",
          "old",
          "day",
          "eve",
          "evening",
          "night",
          "am",
          "pm",
          "toll",
          "free",
          "tollfree");

  private NumberWords() {}

  static boolean isExtension(String word) {
    return EXTENSIONS.contains(lower(word));
  }

  static boolean isPause(String word) {
    return PAUSES.contains(lower(word));
  }

  static boolean isIdentifier(String word) {
    return IDENTIFIERS.contains(lower(word));
  }

  /** Whether a word is a label of a number, and does not spell one. */
  public static boolean isLabel(String word) {
    return LABELS.contains(lower(word)) || isExtension(word);
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }
}
