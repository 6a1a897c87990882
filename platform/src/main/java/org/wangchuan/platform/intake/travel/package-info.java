/** A device's way from its owner's door or by parcel, and its arrival. */
@NamedInterface("travel")
@NullMarked
package org.wangchuan.platform.intake.travel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
