/** Devices that got lost in the company's hands: said by a manager, read by their owners at once, ended by their being found. */
@NamedInterface("loss")
@NullMarked
package org.wangchuan.platform.intake.loss;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
