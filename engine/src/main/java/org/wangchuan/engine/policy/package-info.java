/** Rule sets as versioned data with sources. */
@NullMarked
package org.wangchuan.engine.policy;

import org.jspecify.annotations.NullMarked;
