"""How does everything look? The design tokens and styles that every HTML output of the package shares.

JupyterLab's variables come first. Where there are none (nbviewer, VS Code, Colab, marimo) the text colour is
inherited and everything else is a translucent grey or a hue that reads on white and on near-black.
The hues are blue, orange and purple of similar lightness (contrast above 3:1 on both grounds), which stay
apart for colour-blind readers; kinds also differ by pattern: solid block, waveform, outlined card.
"""

STYLE = """<style>
.nemo{--n-ink:var(--jp-ui-font-color1,var(--vscode-foreground,currentColor));
--n-line:var(--jp-border-color2,rgba(128,128,128,.38));--n-soft:rgba(128,128,128,.11);
--n-video:#2f72c8;--n-audio:#c2690c;--n-text:#9457c9;--n-other:#7b8188;
--n-big:13px;--n-small:11px;--n-round:4px;
color:var(--n-ink);font:400 var(--n-big)/1.5 var(--jp-ui-font-family,system-ui,sans-serif);
max-width:980px;margin:0;font-variant-numeric:tabular-nums}
.nemo p,.nemo ul{margin:0 0 8px;padding:0;list-style:none}
.nemo .n-say{white-space:pre-wrap;overflow-wrap:anywhere}
.nemo .n-now{min-height:20px}
.nemo .n-busy::before{content:"";display:inline-block;width:8px;height:8px;margin-right:8px;border-radius:50%;
background:var(--n-video);animation:n-busy 1s ease-in-out infinite}
@keyframes n-busy{50%{opacity:.3}}
@media(prefers-reduced-motion:reduce){.nemo .n-busy::before{animation:none}}
.nemo progress{vertical-align:middle;width:120px;height:8px;accent-color:var(--n-video)}
.nemo .n-player>*{display:block;width:100%;max-width:640px;border-radius:var(--n-round);background:#000;
margin:8px 0 4px}
.nemo .n-sound{display:block;width:100%;max-width:480px;margin:8px 0 4px}
.nemo .n-table+.n-quiet{margin-top:8px}
.nemo .n-quiet{opacity:.72;font-size:var(--n-small)}
.nemo code{font:var(--n-small) var(--jp-code-font-family,monospace);background:var(--n-soft);
border-radius:var(--n-round);padding:1px 4px;color:inherit}
.nemo a{color:var(--jp-content-link-color,#3b7fd4)}
.nemo .n-tl{position:relative;margin:8px 0 4px;border:1px solid var(--n-line);border-radius:var(--n-round);
padding:4px 12px 8px 8px}
.nemo .n-row{position:relative;padding:2px 0 2px 64px}
.nemo .n-row>b{position:absolute;left:0;width:60px;top:0;bottom:0;height:18px;line-height:18px;margin:auto 0;
font-weight:600;font-size:var(--n-small);overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.nemo .n-lane{position:relative;height:28px}
.nemo .n-lane.n-a{height:52px}.nemo .n-lane.n-s{height:68px}.nemo .n-lane.n-r{height:20px}
.nemo .n-r i{position:absolute;bottom:2px;font-style:normal;font-size:var(--n-small);opacity:.72;
padding-left:4px;line-height:1}
.nemo .n-r i.n-end{right:0;padding:0 4px 0 0}
.nemo .n-grid{position:absolute;left:72px;right:12px;top:24px;bottom:8px;pointer-events:none}
.nemo .n-grid i{position:absolute;top:0;bottom:0;border-left:1px solid var(--n-line);opacity:.7}
.nemo .n-clip{position:absolute;top:0;bottom:0;min-width:3px;box-sizing:border-box;overflow:hidden;
border-radius:var(--n-round);--h:var(--n-other);border:1px solid var(--h);background:var(--n-soft)}
.nemo .n-clip>span{position:absolute;left:8px;right:4px;top:0;line-height:26px;white-space:nowrap;
overflow:hidden;text-overflow:ellipsis}
.nemo .n-clip.n-thin>span{display:none}
.nemo .n-clip.n-out{overflow:visible}
.nemo .n-clip.n-out>span{left:100%;right:auto;padding-left:6px;color:var(--n-ink)}
.nemo .n-clip.n-before>span{left:auto;right:100%;padding:0 12px 0 0}
.nemo .n-clip svg{position:absolute;left:0;top:0;width:100%;height:100%;display:block}
.nemo path{vector-effect:non-scaling-stroke}
.nemo .n-video,.nemo .n-image{--h:var(--n-video);background:var(--h);color:#fff}
.nemo .n-image{background:repeating-linear-gradient(135deg,#2f72c8 0 8px,#2a66b4 8px 16px)}
.nemo .n-video path{stroke:#fff;stroke-width:1.5px;opacity:.8}
.nemo .n-audio{--h:var(--n-audio)}
.nemo .n-audio>span{line-height:20px;font-size:var(--n-small);z-index:1}
.nemo .n-audio svg{top:14px;height:36px}
.nemo .n-audio path{stroke:var(--h);stroke-width:2px;fill:none}
.nemo .n-audio path+path{stroke-width:1.25px;stroke:var(--n-ink);opacity:.75}
.nemo .n-text{--h:var(--n-text);background:none;border-width:1.5px!important;border-left-width:5px!important}
.nemo .n-sec{position:absolute;left:0;right:0;bottom:0;height:16px;font-size:var(--n-small);line-height:16px}
.nemo .n-sec i{position:absolute;top:0;bottom:0;box-sizing:border-box;padding-left:4px;font-style:normal;
overflow:hidden;text-overflow:ellipsis;white-space:nowrap;border-left:1px solid var(--h);
border-top:1px solid var(--h)}
.nemo .n-sec i:nth-child(even){background:var(--n-soft)}
.nemo .n-sec i:first-child{border-left:0}
.nemo table.n-table,.jp-RenderedHTMLCommon .nemo table.n-table{border-collapse:collapse;margin:8px 0 4px;
font-size:var(--n-big);color:inherit;border:0;width:auto;table-layout:auto}
.nemo .n-table th,.nemo .n-table td{text-align:right!important;padding:2px 12px 2px 0!important;border:0;
background:none!important;vertical-align:top;white-space:nowrap;max-width:none;color:inherit}
.nemo .n-table tr{background:none!important}
.nemo .n-table td{border-top:1px solid var(--n-line)}
.nemo .n-table th{font-weight:600;font-size:var(--n-small);opacity:.72}
.nemo .n-table :is(th,td):nth-child(-n+2){text-align:left!important}
.nemo .n-left :is(th,td){text-align:left!important}
.nemo .n-next{margin:8px 0 4px}
.nemo .n-table td:nth-child(2){white-space:normal;overflow-wrap:anywhere;min-width:96px;max-width:360px}
.nemo .n-table.n-words td{border:0;padding-bottom:4px!important}
.nemo .n-table.n-words th{padding-top:8px!important}
.nemo .n-table.n-words td:nth-child(2){max-width:none}
.nemo details{margin:4px 0}
.nemo details>summary{cursor:pointer;font-size:var(--n-small)}
</style>"""


def framed(html: str) -> str:
    """Return ``html`` (already escaped) inside the element that carries the package's style."""
    return f'<div class="nemo">{STYLE}{html}</div>'
