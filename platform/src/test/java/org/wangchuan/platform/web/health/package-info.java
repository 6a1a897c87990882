@NullMarked
package org.wangchuan.platform.web.health;

import org.jspecify.annotations.NullMarked;
