@NullMarked
package org.wangchuan.platform.tls;

import org.jspecify.annotations.NullMarked;
