/** What a device's owner is paid, how and by whom, and each day's totals. */
@NamedInterface("payment")
@NullMarked
package org.wangchuan.platform.intake.payment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
