package org.wangchuan.station.erase;

import java.util.Optional;

/**
 * One look at a target.
 *
 * @param candidate what it comes to by the order that it was looked at for
 * @param outlook what it would come to by other rules; empty where it may not be touched whatever the rules are
 */
public record Survey(Candidate candidate, Optional<Outlook> outlook) {}
