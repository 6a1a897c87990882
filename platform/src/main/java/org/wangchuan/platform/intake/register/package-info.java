/** The sellers' register that a law asks for, legal holds, and what an authority is told. */
@NamedInterface("register")
@NullMarked
package org.wangchuan.platform.intake.register;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
