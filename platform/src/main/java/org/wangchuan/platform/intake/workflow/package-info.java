/** Guided workflows as data: what a technician does and sees with a device that no cable erases, and what follows from it. */
@NamedInterface("workflow")
@NullMarked
package org.wangchuan.platform.intake.workflow;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
