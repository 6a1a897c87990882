@NullMarked
package org.wangchuan.engine.medium.sysfs;

import org.jspecify.annotations.NullMarked;
