"""Drawing and control are seen together, and nothing is cut, on phones and on laptops."""

import numpy as np
import pytest
import shown
from states import STATES

from nnlib import explorers
from nnlib.explorers import (
    ActivationGallery,
    DivergenceBars,
    FeatureSpace,
    FocalLoss,
    Folding,
    ForwardPass,
    HiddenPair,
    MarginLosses,
    OutlierFit,
    QuantileBand,
    RegressionLosses,
    ReluRegions,
    SigmoidNeuron,
    SoftmaxBars,
    VanishingGradient,
    XorNetwork,
)

PAGES = {
    "ThresholdNeuron": "1_perceptron/1_neuron", "PerceptronLearning": "1_perceptron/2_learning",
    "XorNetwork": "1_perceptron/4_two_layers", "SigmoidNeuron": "2_mlp/3_weights_and_bias",
    "HiddenPair": "2_mlp/4_steps_and_pulses", "ForwardPass": "2_mlp/5_backward",
    "FeatureSpace": "4_activations/2_three_views",
    "BumpApproximator": "3_universal_approximation/2_pulses",
    "ActivationGallery": "4_activations/3_vanishing_gradient",
    "DivergenceBars": "5_losses/3_cross_entropy",
    "MarginLosses": "5_losses/4_margins_and_imbalance",
    "MaxoutPieces": "4_activations/5_maxout_softmax",
    "OutlierFit": "5_losses/2_regression",
    "FocalLoss": "5_losses/4_margins_and_imbalance",
    "QuantileBand": "5_losses/2_regression",
    "Folding": "3_universal_approximation/4_relu_and_depth",
    "Towers": "3_universal_approximation/3_two_dimensions",
    "RegressionLosses": "5_losses/2_regression",
    "ReluRegions": "4_activations/4_relu_family",
    "SoftmaxBars": "4_activations/5_maxout_softmax",
    "VanishingGradient": "4_activations/3_vanishing_gradient",
}  # fmt: skip
ALIKE = (FocalLoss, ReluRegions, XorNetwork)  # all their sentences take as many lines
SIZES = [{"width": 390, "height": 844}, {"width": 1280, "height": 720}]
# For each control of the first explorer of a kind: scroll it into view as a reader does who wants to use it, and look.
UNSEEN = """(name) => {
    const root = document.querySelector(`[data-explorer=${name}] .nnx`);
    for (const fold of root.querySelectorAll('details')) fold.open = true;
    const header = document.querySelector('.bd-header-article').getBoundingClientRect().bottom;
    const drawing = root.querySelector('svg[role=img]');
    const controls = [...root.querySelectorAll('.nnx-controls, .nnx-view .nnx-buttons')]
        .flatMap((part) => [...part.querySelectorAll('input, select, button')])
        .filter((one) => one.getClientRects().length > 0);
    const problems = [];
    for (const one of controls) {
        one.scrollIntoView({ block: 'nearest', behavior: 'instant' });
        const box = one.getBoundingClientRect();
        const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        const label = one.ariaLabel ?? one.textContent;
        const covered = !top || !(one.contains(top) || top.contains(one));
        if (covered) problems.push(`${label}: covered by ${top?.outerHTML.slice(0, 80)}`);
        const { top: start, bottom: end } = drawing.getBoundingClientRect();
        if (start < header - 1 || end > innerHeight) problems.push(`${label}: the drawing is at ${start} to ${end}`);
    }
    return [controls.length, problems];
}"""
CUT = """() => {
    const edge = document.querySelector('.nnx').getBoundingClientRect().right + 0.5;
    const shown = (selector) => [...document.querySelectorAll(selector)]
        .filter((one) => !one.closest('.nnx-live') && one.getClientRects().length > 0);
    const outside = (text) => {
        const [inner, outer] = [text, text.ownerSVGElement].map((one) => one.getBoundingClientRect());
        return inner.left < outer.left - 1 || inner.right > outer.right + 1
            || inner.top < outer.top - 6 || inner.bottom > outer.bottom + 6; // a line is higher than its letters
    };
    return [...shown('.nnx, .nnx *').filter((one) => one.getBoundingClientRect().right > edge),
        ...shown('.nnx svg text').filter(outside)].map((one) => one.outerHTML.slice(0, 100));
}"""

# Lines of words that come closer than 4 pixels to the explorer's edge, or lie on others, in a place of these widths.
WORDS = """async (widths) => {
    const [place, root] = ['.nnx-mount', '.nnx'].map((one) => document.querySelector(one));
    const elsewhere = 'svg, select, button, .nnx-live, .nnx-hidden';
    const problems = [];
    for (const width of widths) {
        place.style.width = `${width}px`;
        for (const _ of 'ab') await new Promise(requestAnimationFrame); // drawings follow a frame later
        const { left, right } = root.getBoundingClientRect();
        const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        const lines = [];
        while (texts.nextNode()) {
            const { data, parentElement } = texts.currentNode;
            if (!data.trim() || parentElement.closest(elsewhere)) continue;
            const range = document.createRange();
            range.selectNodeContents(texts.currentNode);
            for (const box of range.getClientRects()) if (box.width > 0) lines.push({ data, box });
        }
        for (const [i, { data, box }] of lines.entries()) {
            if (box.left < left + 4 || box.right > right - 4) problems.push(`${width} px: ${data} is at the edge`);
            for (const other of lines.slice(i + 1)) {
                const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
                const along = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
                if (across > 2 && along > 6) problems.push(`${width} px: ${data} and ${other.data} overlap`);
            }
        }
    }
    place.style.width = '';
    return problems;
}"""

# Set states in turn: how many lines the sentence has, and where what follows it begins. Frames come at once here, for
# nobody looks at the screen: to wait for each took longer than all the rest.
ROOM = """async (states) => {
    const { model } = document.querySelector('.nnx-mount').explorer;
    const finding = document.querySelector('.nnx-finding');
    const [lines, tops] = [new Set(), new Set()];
    const { requestAnimationFrame } = window;
    window.requestAnimationFrame = queueMicrotask;
    for (const state of states) {
        for (const name in state) model.set(name, state[name]);
        await null; // what was drawn meanwhile was asked for before
        const text = document.createRange();
        text.selectNodeContents(finding);
        lines.add(new Set([...text.getClientRects()].map(({ top }) => Math.round(top))).size);
        tops.add(Math.round(finding.nextElementSibling.getBoundingClientRect().top + scrollY));
    }
    window.requestAnimationFrame = requestAnimationFrame;
    return [[...lines].sort(), [...tops]];
}"""


@pytest.mark.parametrize("name", explorers.__all__)
def test_the_drawing_stays_in_view_while_a_control_is_used(opened, name):
    with opened(f"chapters/{PAGES[name]}.html") as visit:
        for size in SIZES:
            visit.resize(**size)
            visit.settle()
            n_controls, problems = visit.page.evaluate(UNSEEN, name)
            assert n_controls >= 2
            assert not problems, f"at {size}:\n" + "\n".join(problems)


@pytest.mark.parametrize(
    "explorer",
    [
        ActivationGallery,
        DivergenceBars,
        FeatureSpace,
        FocalLoss,
        Folding,
        HiddenPair,
        MarginLosses,
        OutlierFit,
        QuantileBand,
        RegressionLosses,
        ReluRegions,
        SoftmaxBars,
        VanishingGradient,
        XorNetwork,
    ],
)
def test_controls_stand_still_while_the_sentence_changes(stage_for, explorer):
    stage = stage_for(explorer)
    rng = np.random.default_rng(12)
    states = [explorer(**STATES[explorer](rng)).state() for _ in range(80)]
    for width in (360, 390, 768, 1280):
        stage.resize(width)
        n_lines, tops = stage.page.evaluate(ROOM, states)
        assert explorer in ALIKE or len(n_lines) > 1, "sentences should be of different lengths"
        assert len(tops) == 1, f"{width} px wide, with {n_lines} lines, the controls are at {tops}"


def test_nothing_of_an_explorer_is_cut(stage):
    if stage.explorer is ForwardPass:
        stage.set_state(ForwardPass(layer_sizes=[4, 4, 4, 4], mode="backward", position=24).state())
    if stage.explorer is SoftmaxBars:
        stage.set_state({"logits": [-6, 6, -5.5, 5, -4, -3], "temperature": 0.1, "shift": -10})
    if stage.explorer is FocalLoss:
        stage.set_state({"gamma": 5, "alpha": 1 / 32, "p_t": 31 / 32})
    if stage.explorer is DivergenceBars:
        stage.set_state({"p": [0, 1, 1, 0, 1, 1], "q": [1, 1, 0, 0, 1e-4, 1]})
    for width in (320, 390, 768, 1280, 1920):
        stage.resize(width)
        assert stage.page.evaluate(CUT) == [], f"{width} px wide"


def test_words_keep_inside_and_apart_at_any_width(stage):
    for state in [{}, *shown.MORE[stage.explorer.__name__][::5]]:
        stage.set_state(stage.explorer(**state).state())
        assert stage.page.evaluate(WORDS, list(range(310, 720, 40))) == [], state


def test_main_buttons_stand_directly_under_the_drawing(stage):
    stage.resize(**SIZES[0])
    if stage.root.locator(".nnx-view .nnx-buttons").count():
        drawing = stage.root.locator(".nnx-drawings").bounding_box()
        buttons = stage.root.locator(".nnx-view .nnx-buttons").bounding_box()
        assert 0 <= buttons["y"] - (drawing["y"] + drawing["height"]) < 16


def test_further_controls_fold_on_a_phone_and_stay_as_the_reader_left_them(stage_for):
    stage = stage_for(ForwardPass)
    slider = stage.root.locator("input[data-trait='x.0']")
    assert slider.is_visible()
    assert not stage.root.locator("summary").is_visible()
    stage.resize(**SIZES[0])
    slider.wait_for(state="hidden")
    stage.root.locator("summary", has_text="Change numbers").click()
    stage.resize(380, 844)
    assert slider.is_visible()


def test_a_weight_next_to_0_puts_the_step_out_of_sight(stage_for):
    """The place -b/w is infinite then; nothing complains."""
    stage = stage_for(SigmoidNeuron, w=1e-320, b=1)
    assert "outside the drawing" in stage.root.locator(".nnx-finding").inner_text()
