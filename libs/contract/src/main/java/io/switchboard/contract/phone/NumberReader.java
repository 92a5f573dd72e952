package io.switchboard.contract.phone;

import io.switchboard.contract.phone.text.Dates;
import io.switchboard.contract.phone.text.NumberScan;
import io.switchboard.contract.phone.text.NumberScan.Boundary;
import io.switchboard.contract.phone.text.NumberScan.DigitRun;
import io.switchboard.contract.phone.text.NumberText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Decides which runs of digits of a text are numbers, and which belong together. */
final class NumberReader {
  private static final int MIN_DIGITS = 7;
  private static final int MAX_JOINED_DIGITS = 17;
  private static final int MAX_TAIL = 4;
  private static final int MAX_NUMBERS = 20;

  /** Runs that the library is asked about; the digits of others are kept as they are. */
  private static final int MAX_RUNS_READ = 24;

  private static final Optional<PhoneNumber> NONE = Optional.empty();

  /** A plus sign between digits, as forms write blanks: "+1+415+555+0109", "+44+2079460156". */
  private static final Pattern INNER_PLUS = Pattern.compile("(?<=\\d)\\+(?=\\d)");

  private final String text;
  private final String region;
  private final NumberScan scan;
  private final RunReader runs;
  private final List<DigitRun> open;
  private final Map<DigitRun, List<PhoneNumber>> known = new HashMap<>();
  private final List<List<PhoneNumber>> found = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();

  private NumberReader(String text, String region) {
    this.text = text;
    this.region = region;
    scan = NumberScan.of(text);
    runs = new RunReader(region, scan.bare());
    open = new ArrayList<>(scan.runs());
  }

  static NumberReading read(String text, String region) {
    var plain = NumberText.of(text);
    return changed(Dates.without(plain), plain, region)
        .orElseGet(
            () -> {
              var reading = new NumberReader(plain, region).read();
              return reading instanceof NumberReading.Unreadable
                  ? changed(INNER_PLUS.matcher(plain).replaceAll(" "), plain, region)
                      .orElse(reading)
                  : reading;
            });
  }

  /** What a changed text says, if it is a number. */
  private static Optional<NumberReading> changed(String changed, String plain, String region) {
    return changed.equals(plain)
        ? Optional.empty()
        : Optional.of(new NumberReader(changed, region).read())
            .filter(NumberReading.Readable.class::isInstance);
  }

  private NumberReading read() {
    for (var read = 0; !open.isEmpty() && isReadOn(read); read++) {
      var run = open.removeFirst();
      var base = number(run);
      if (base.isEmpty()) {
        giveUp(run);
      } else {
        while (!open.isEmpty()
            && found.size() < MAX_NUMBERS
            && isTail(base.get(), open.getFirst())) {
          addTail(withTail(base.get(), open.removeFirst()));
        }
      }
    }
    open.stream().filter(run -> !isFound(run)).forEach(this::giveUp);
    return reading();
  }

  private boolean isReadOn(int read) {
    return read < MAX_RUNS_READ && found.size() < MAX_NUMBERS;
  }

  /** Whether the same digits were read before. */
  private boolean isFound(DigitRun run) {
    return known.entrySet().stream()
        .anyMatch(
            read ->
                read.getKey().plus() == run.plus()
                    && read.getKey().digits().equals(run.digits())
                    && !read.getValue().isEmpty());
  }

  /** Reads the number at the start of a run; returns the digits of the number. */
  private Optional<DigitRun> number(DigitRun run) {
    if (add(one(run))) {
      return Optional.of(run);
    }
    var row = runs.inARow(run);
    if (!row.isEmpty()) {
      row.forEach(this::add);
      return Optional.of(run);
    }
    return joined(run)
        .or(() -> beginning(run))
        .or(() -> foreign(run))
        .or(() -> end(run))
        .or(() -> parts(run));
  }

  /** Cached, because the library is slow and a run is read again as the continuation of others. */
  private List<PhoneNumber> one(DigitRun run) {
    return known.computeIfAbsent(run, runs::one);
  }

  private boolean add(List<PhoneNumber> readings) {
    return !readings.isEmpty() && found.add(readings);
  }

  /**
   * Joins runs that a separator of lists splits: "415,555,2671", "030/1234502". The shortest join
   * of 7 digits or more wins; a number of fewer digits counts only when nothing follows.
   */
  private Optional<DigitRun> joined(DigitRun run) {
    var joined = run;
    for (var next = 0; next < open.size() && goesOn(joined, open.get(next)); next++) {
      joined = joined.join(open.get(next));
      var ends = next + 1 == open.size() || !goesOn(joined, open.get(next + 1));
      var number = ends || joined.digits().length() >= MIN_DIGITS ? runs.direct(joined) : NONE;
      if (number.isPresent()) {
        add(List.of(number.get()));
        open.subList(0, next + 1).clear();
        return Optional.of(joined);
      }
    }
    return Optional.empty();
  }

  private boolean goesOn(DigitRun run, DigitRun next) {
    var digits = run.digits().length();
    return next.before() != Boundary.WORD
        && !next.plus()
        && !next.damaged()
        && !run.damaged()
        && digits + next.digits().length() <= MAX_JOINED_DIGITS
        && (digits < MIN_DIGITS || one(next).isEmpty());
  }

  /**
   * A number with other digits behind it. When all of them are a number of another country, it
   * counts only if it is written as a number of the region; both count when the first group is the
   * country code.
   */
  private Optional<DigitRun> beginning(DigitRun run) {
    var foreign = runs.foreign(run);
    return runs.beginning(run)
        .filter(groups -> foreign.isEmpty() || runs.isWrittenAsNational(run.part(0, groups)))
        .map(
            groups -> {
              open.addFirst(run.part(groups, run.groups().size()));
              var part = run.part(0, groups);
              var readings = new ArrayList<>(one(part));
              foreign
                  .filter(other -> RunReader.beginsWithCountryCode(run))
                  .filter(other -> !readings.contains(other))
                  .ifPresent(readings::add);
              add(readings);
              return part;
            });
  }

  private Optional<DigitRun> foreign(DigitRun run) {
    return runs.foreign(run)
        .map(
            number -> {
              add(List.of(number));
              return run;
            });
  }

  private Optional<DigitRun> end(DigitRun run) {
    return runs.end(run)
        .map(
            group -> {
              var part = run.part(group, run.groups().size());
              add(one(part));
              return part;
            });
  }

  private Optional<DigitRun> parts(DigitRun run) {
    var parts = runs.parts(run);
    if (parts.isEmpty() || parts.stream().anyMatch(part -> one(part).isEmpty())) {
      return Optional.empty();
    }
    parts.forEach(part -> add(one(part)));
    return Optional.of(parts.getLast());
  }

  /** Whether a run replaces the end of the number: "415-555-0148/0149", "… or 555-0149". */
  private boolean isTail(DigitRun base, DigitRun next) {
    if (next.plus() || next.damaged() || !one(next).isEmpty()) {
      return false;
    }
    var tail = next.digits();
    if (next.groups().size() == 2 && tail.length() == MIN_DIGITS) {
      return next.groups().getFirst().length() == 3
          && found.getLast().getFirst().e164().startsWith("+1");
    }
    return next.before() == Boundary.SLASH
        && next.groups().size() == 1
        && tail.length() <= Math.min(MAX_TAIL, base.groups().getLast().length())
        && !beginsNumber(next);
  }

  /** Whether it is the area of the next number: "030/901820 / 0151/12345678". */
  private boolean beginsNumber(DigitRun next) {
    var following = open.size() > 1 ? open.get(1) : null;
    return following != null
        && following.before() == Boundary.SLASH
        && following.digits().length() > MAX_TAIL
        && (next.digits().startsWith("0") || !NumberingPlan.hasTrunkZero(region))
        && goesOn(next, following)
        && runs.direct(next.join(following)).isPresent();
  }

  /** Of a number of another country, too: "442079460958/59". */
  private void addTail(DigitRun number) {
    var readings = one(number);
    add(readings.isEmpty() ? runs.foreign(number).stream().toList() : readings);
  }

  private static DigitRun withTail(DigitRun base, DigitRun tail) {
    var digits = base.digits();
    var kept = Math.max(0, digits.length() - tail.digits().length());
    var replaced = digits.substring(0, kept) + tail.digits();
    return new DigitRun(base.plus(), List.of(replaced), List.of(false), 0, base.before(), false);
  }

  /** Keeps digits that may be a number; fewer belong to a label or an extension. */
  private void giveUp(DigitRun run) {
    RowOfDigits.of(run).forEach(this::keep);
  }

  private void keep(String digits) {
    if (digits.length() >= MIN_DIGITS
        && !Placeholders.isFiller(digits)
        && !unreadable.contains(digits)) {
      unreadable.add(digits);
    }
  }

  private NumberReading reading() {
    var numbers = new LinkedHashSet<PhoneNumber>();
    found.forEach(numbers::addAll);
    var several = found.stream().distinct().count() > 1;
    var vanity = scan.bare() ? Optional.<VanityNumber>empty() : VanityNumber.of(text);
    if (numbers.isEmpty()) {
      return vanity
          .flatMap(spelled -> spelled.read(region))
          .<NumberReading>map(
              number -> new NumberReading.Readable(List.of(number), false, List.of()))
          .orElseGet(this::withoutNumber);
    }
    return scan.corrupt() || vanity.filter(other -> contradicts(other, numbers)).isPresent()
        ? withoutNumber()
        : new NumberReading.Readable(List.copyOf(numbers), several, unreadable);
  }

  /** Whether the text is one number with its letters and another without: "030-555-HELP". */
  private boolean contradicts(VanityNumber vanity, Set<PhoneNumber> numbers) {
    return found.size() == 1
        && (vanity.attached() || scan.digits().length() < MIN_DIGITS)
        && vanity.exact(region).filter(number -> !numbers.contains(number)).isPresent();
  }

  private NumberReading withoutNumber() {
    var digits = scan.digits();
    var withheld = scan.runs().stream().map(DigitRun::digits).allMatch(Placeholders::isFiller);
    var damaged = scan.runs().stream().anyMatch(DigitRun::damaged);
    return withheld || (digits.length() < MIN_DIGITS && !damaged)
        ? new NumberReading.NoNumber()
        : new NumberReading.Unreadable(digits, damaged);
  }
}
