@NullMarked
package org.wangchuan.platform.database;

import org.jspecify.annotations.NullMarked;
