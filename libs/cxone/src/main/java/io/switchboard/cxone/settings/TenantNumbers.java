package io.switchboard.cxone.settings;

/**
 * How a tenant's do-not-call lists hold phone numbers. Whether the lists take international numbers
 * is not published: in the national form, a number of another country is sent with its calling
 * code.
 *
 * @param form {@code CXONE_NUMBER_FORM}
 * @param callingCode the country calling code of national numbers, for example 1
 */
public record TenantNumbers(Form form, String callingCode) {
  /** The calling code of the default region. */
  static final String NORTH_AMERICA = "1";

  /** The form of a number of the tenant's own country. */
  public enum Form {
    /** 4155550101. */
    NATIONAL,
    /** +14155550101. */
    E164
  }

  /**
   * The digits of a number, for a JSON number.
   *
   * @param e164 plus sign, calling code, national number
   */
  public String digits(String e164) {
    var prefix = "+" + callingCode;
    return form == Form.NATIONAL && e164.startsWith(prefix)
        ? e164.substring(prefix.length())
        : e164.replace("+", "");
  }

  /** The number as text: its digits, in E.164 form with the plus sign. */
  public String text(String e164) {
    return form == Form.NATIONAL ? digits(e164) : e164;
  }
}
