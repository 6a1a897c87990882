/** What is said of iPhones and iPads, as values: devices, answers, states, failures. */
@NullMarked
package org.wangchuan.engine.apple.model;

import org.jspecify.annotations.NullMarked;
