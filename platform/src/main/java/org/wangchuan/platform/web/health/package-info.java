/** Whether the platform runs, and whether it can work. */
@NullMarked
package org.wangchuan.platform.web.health;

import org.jspecify.annotations.NullMarked;
