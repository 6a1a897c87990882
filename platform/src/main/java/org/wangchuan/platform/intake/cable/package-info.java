/** What hangs on the phone cables of a site's benches, held against what the counter noted of an order's phone. */
@NamedInterface("cable")
@NullMarked
package org.wangchuan.platform.intake.cable;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
