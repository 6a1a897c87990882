@NullMarked
package org.wangchuan.platform.oversight.law;

import org.jspecify.annotations.NullMarked;
