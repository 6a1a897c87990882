/** Tests of what TCG storage is told, and tells. */
@NullMarked
package org.wangchuan.engine.command.tcg;

import org.jspecify.annotations.NullMarked;
