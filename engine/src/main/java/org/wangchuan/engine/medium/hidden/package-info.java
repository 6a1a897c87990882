/** Areas of a drive that the host cannot address. */
@NullMarked
package org.wangchuan.engine.medium.hidden;

import org.jspecify.annotations.NullMarked;
