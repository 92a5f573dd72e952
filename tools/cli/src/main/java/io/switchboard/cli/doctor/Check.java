package io.switchboard.cli.doctor;

import io.switchboard.cli.doctor.rules.Verdict;
import java.util.concurrent.Callable;

/**
 * One check: it reads facts and judges them.
 *
 * @param number for example {@code K3}, or 1 to 24 for the checks of a tenant
 * @param title what is checked
 * @param after the number of a check without which this one says nothing; empty for none
 * @param look reads the facts and judges them; may throw what the clients throw
 */
public record Check(String number, String title, String after, Callable<Verdict> look) {}
