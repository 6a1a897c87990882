package org.wangchuan.platform.consumer;

import java.util.Optional;
import org.wangchuan.platform.intake.Presence;

/**
 * What an owner can show of their presence, and has shown.
 *
 * @param canShow whether there is an erasure that they could have watched
 * @param canSign whether a signature by hand would show that now
 * @param isOfSome whether a medium of the device counts by an erasure that nobody was asked to watch
 * @param isAfterwards whether it was shown after that erasure had ended
 * @param before what they had shown for an earlier try
 */
public record PresenceShown(
        boolean canShow, boolean canSign, boolean isOfSome, boolean isAfterwards, Optional<Presence> before) {}
