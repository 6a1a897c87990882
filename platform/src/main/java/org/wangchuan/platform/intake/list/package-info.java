/** Institutions: a list of devices, one ceremony, and a summary of what became of each. */
@NamedInterface("list")
@NullMarked
package org.wangchuan.platform.intake.list;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
