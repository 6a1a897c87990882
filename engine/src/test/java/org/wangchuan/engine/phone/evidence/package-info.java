@NullMarked
package org.wangchuan.engine.phone.evidence;

import org.jspecify.annotations.NullMarked;
