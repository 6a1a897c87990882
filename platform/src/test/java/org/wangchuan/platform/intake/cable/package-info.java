@NullMarked
package org.wangchuan.platform.intake.cable;

import org.jspecify.annotations.NullMarked;
