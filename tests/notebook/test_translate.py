"""What the service says about its editor becomes a line to run; what it says about the film stays."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nemo_nb.notebook.translate import translate, translate_part

# ruff: noqa: E501 (replies are shown as they come)

TRANSLATED: list[tuple[str, str, list[str]]] = [
    (
        "I've added a calm lo-fi track at 35 % under your clip. Click the Export button in the top right corner to download your video.",
        "I've added a calm lo-fi track at 35 % under your clip.",
        ["%nemo export"],
    ),
    ("Your music is ready. You can preview it in the timeline.", "Your music is ready.", ["%nemo status"]),
    ("To hear it, click Play.", "", ["%nemo status"]),
    ("Click the Export button to save your video.", "", ["%nemo export"]),
    (
        "I added the music to track 2, and you can drag it to the start of the timeline if you like.",
        "I added the music to track 2.",
        ["%%nemo move it to the start of the timeline"],
    ),
    (
        "Drag the title to the beginning of the timeline.",
        "",
        ["%%nemo move the title to the beginning of the timeline"],
    ),
    ("Open the Audio panel to adjust the volume.", "", ["%nemo status"]),
    ("Please check your account for billing details.", "", ["%nemo credits"]),
    (
        "You have run out of free generations. Go to the billing page to top up.",
        "You have run out of free generations.",
        ["%nemo credits"],
    ),
    (
        "To export your video:\n1. Click **Export** in the top right corner\n2. Choose MP4\n3. Press **Download**",
        "",
        ["%nemo export"],
    ),
    (
        "Here is what I did:\n- Added lo-fi music at 35 %\n- Faded it out over 2 s\n\nNext steps:\n- Click Export to download the file\n- Open the Media panel to add more clips",
        "Here is what I did:\n- Added lo-fi music at 35 %\n- Faded it out over 2 s",
        ["%nemo export", "%nemo status"],
    ),
    ("Your video is ready, click Export to save it.", "Your video is ready.", ["%nemo export"]),
    (
        "The music has been added to the audio track in the timeline panel.",
        "The music has been added to the audio track.",
        ["%nemo status"],
    ),
    (
        "I've set the volume to 25 % (you can change it with the volume slider in the Audio panel).",
        "I've set the volume to 25 %.",
        ["%nemo status"],
    ),
    ("Tap the play button to preview the result.", "", ["%nemo status"]),
    ("Press Ctrl+Z to undo.", "", ["%%nemo undo"]),
    ('Just click "Remove Noise" and the hiss is gone.', "", ["%%nemo Remove Noise"]),
    ("You'll find the new track in the left sidebar.", "", ["%nemo status"]),
    ("Upload your clip by clicking the Upload button in the Media panel.", "", ["%nemo upload FILE"]),
    ("Drag and drop your video files into the media bin to get started.", "", ["%nemo upload FILE"]),
    ('Right-click the clip and select "Detach audio" from the menu.', "", ["%%nemo Detach audio"]),
    ("Would you like me to export it now?", "Would you like me to export it now?", ["%nemo export"]),
    (
        "Your video is ready to export. Let me know if you want changes.",
        "Your video is ready to export. Let me know if you want changes.",
        ["%nemo export"],
    ),
    (
        "I recommend opening the Effects panel to fine-tune the look. The warm grade is on all 6 clips.",
        "The warm grade is on all 6 clips.",
        ["%nemo status"],
    ),
    (
        "Great, now go to the Export tab, choose 1080p, and hit Export. I've kept the loudness at -14 LUFS.",
        "I've kept the loudness at -14 LUFS.",
        ["%nemo export"],
    ),
    ("You can now export your video.", "", ["%nemo export"]),
    ("You can now export the final cut as an MP4 from the File menu.", "", ["%nemo export"]),
    ("Once you're happy with it, download the video using the Download button.", "", ["%nemo export"]),
    (
        "I can't add a third title. Use the Text tool in the toolbar instead.",
        "I can't add a third title.",
        [],
    ),
    ("Select the music track in the timeline panel, then drag its edge to 0:30.", "", []),
    ("Hover over the clip to see its waveform.", "", ["%nemo status"]),
    ("Go to your account settings to upgrade your plan.", "", ["%nemo credits"]),
    ("The Export button is in the top right corner.", "", ["%nemo export"]),
    ("You can see the beat markers in the timeline.", "", ["%nemo status"]),
    ("Use the slider to change the music's volume. It is at 35 % now.", "It is at 35 % now.", []),
    (
        "已为您的视频添加轻松的 Lo-fi 音乐，音量 35%。点击右上角的“导出”按钮即可下载视频。",
        "已为您的视频添加轻松的 Lo-fi 音乐，音量 35%。",
        ["%nemo export"],
    ),
    ("音乐已添加，您可以在时间线中预览效果。", "音乐已添加。", ["%nemo status"]),
    ("请点击播放按钮试听。", "", ["%nemo status"]),
    ("将标题拖到时间线开头。", "", ["%%nemo 把标题移到时间线开头"]),
    ("请打开音频面板调整音量。", "", ["%nemo status"]),
    ("您的积分不足，请前往账户页面充值。", "您的积分不足。", ["%nemo credits"]),
    ("要导出视频：\n1. 点击“导出”\n2. 选择 MP4\n3. 点击“下载”", "", ["%nemo export"]),
    ("您可以把音乐片段拖拽到 0:15。", "", ["%%nemo 把音乐片段移到 0:15"]),
    ("已把音量设为 25%（可在右侧音频面板中调整）。", "已把音量设为 25%。", ["%nemo status"]),
    ("需要我现在导出吗？", "需要我现在导出吗？", ["%nemo export"]),
    ("点击“降噪”按钮去除噪音。", "", ["%%nemo 降噪"]),
    ("新轨道显示在左侧面板中。", "", ["%nemo status"]),
    ("请上传视频：点击素材库中的上传按钮。", "请上传视频。", ["%nemo upload FILE"]),
    ("如需撤销，请点击撤销按钮。", "", ["%%nemo 撤销"]),
    ("视频已经完成，现在可以导出视频了。", "视频已经完成。", ["%nemo export"]),
    ("按 Ctrl+Z 可以撤销。", "", ["%%nemo 撤销"]),
    ("右键点击片段，然后选择“分离音频”。", "", ["%%nemo 分离音频"]),
    (
        "I've added a fade out at the end, so the music ends at 0:58. Then open the preview window and press Space to play.",
        "I've added a fade out at the end, so the music ends at 0:58.",
        ["%nemo status"],
    ),
    (
        "**Music added**: lo-fi hip-hop, 78 BPM, D minor.\n\n👉 Click **Export** to get your MP4!",
        "**Music added**: lo-fi hip-hop, 78 BPM, D minor.",
        ["%nemo export"],
    ),
    (
        "To change the key, say which one you'd like. To change the tempo, use the tempo slider.",
        "To change the key, say which one you'd like.",
        [],
    ),
    (
        "All set! Your 60-second gym montage now has an upbeat, energetic track at 128 BPM. You can preview it by pressing the play button in the timeline.",
        "All set! Your 60-second gym montage now has an upbeat, energetic track at 128 BPM.",
        ["%nemo status"],
    ),
    (
        "The background music has been added. To adjust its volume, simply drag the volume slider on the audio track.",
        "The background music has been added.",
        [],
    ),
    (
        "I generated a 30-second clip of a city at night. It should now be visible on your canvas.",
        "I generated a 30-second clip of a city at night.",
        [],
    ),
    ("If you're happy with the result, hit the Export button and choose 1080p MP4.", "", ["%nemo export"]),
    (
        "The video has 3 tracks: 1. Video 2. BGM 3. Title. Feel free to rearrange them by dragging and dropping.",
        "The video has 3 tracks: 1. Video 2. BGM 3. Title.",
        [],
    ),
    (
        'I noticed there is no video in your project yet. Please upload one using the "+" icon in the bottom left.',
        "I noticed there is no video in your project yet.",
        ["%nemo upload FILE"],
    ),
    (
        "Note: rendering takes about 30 seconds; you can follow the progress in the Export panel.",
        "Note: rendering takes about 30 seconds; you can follow the progress.",
        ["%nemo export"],
    ),
    (
        "I trimmed the intro to 2.5 s. Scrub through the timeline to check the result.",
        "I trimmed the intro to 2.5 s.",
        ["%nemo status"],
    ),
    (
        "Your credits balance is low (12 left). Visit Settings > Billing to buy more credits.",
        "Your credits balance is low (12 left).",
        ["%nemo credits"],
    ),
    (
        "I swapped the drums for brushes. Check it out in the preview window and let me know what you think!",
        "I swapped the drums for brushes.",
        ["%nemo status"],
    ),
    (
        "Switch to the Effects tab and pick a transition. I'd suggest a 0.5 s cross dissolve between clips 2 and 3.",
        "I'd suggest a 0.5 s cross dissolve between clips 2 and 3.",
        [],
    ),
    (
        "音乐已生成！时长 30 秒，BPM 128，风格为欢快流行。您可以在预览窗口中播放查看效果。",
        "音乐已生成！时长 30 秒，BPM 128，风格为欢快流行。",
        ["%nemo status"],
    ),
    (
        "我已经把字幕移到画面下方。如需调整字体，请在右侧属性面板中修改。",
        "我已经把字幕移到画面下方。",
        ["%nemo status"],
    ),
    ("视频已渲染完成，点击下载按钮保存到本地。", "视频已渲染完成。", ["%nemo export"]),
    ("请将视频文件拖入上传区域，或点击“+”图标上传。", "", ["%nemo upload FILE"]),
    ("如果满意，可以点击“导出”；如果想修改，请告诉我。", "如果想修改，请告诉我。", ["%nemo export"]),
    ("背景音乐和画面都已准备好，要导出吗？", "背景音乐和画面都已准备好，要导出吗？", ["%nemo export"]),
    (
        "Double-click the title to edit its text, or just tell me the new words.",
        "Just tell me the new words.",
        [],
    ),
    (
        "Open your project in the web editor to see the result: https://nemovideo.com/workspace/abc",
        "",
        ["%nemo link"],
    ),
    (
        "I lowered the music under the voice by 12 dB. Export when ready.",
        "I lowered the music under the voice by 12 dB.",
        ["%nemo export"],
    ),
    (
        "The export finished: 1080p, 24 MB. Download it from the Projects page.",
        "The export finished: 1080p, 24 MB.",
        ["%nemo export"],
    ),
    (
        "Your wedding highlight reel now has a soft, cinematic piano score (65 BPM, D lydian). Preview it on the timeline and let me know if you want it more tense.",
        "Your wedding highlight reel now has a soft, cinematic piano score (65 BPM, D lydian).",
        ["%nemo status"],
    ),
    (
        "I've split the clip at 0:12. You can now select the second half and press Delete to remove it.",
        "I've split the clip at 0:12.",
        [],
    ),
    (
        "The background music matches the mood of your video. Press the spacebar to play.",
        "The background music matches the mood of your video.",
        ["%nemo status"],
    ),
    (
        '✅ BGM added\n✅ Title added\nClick "Export" when you\'re ready!',
        "✅ BGM added\n✅ Title added",
        ["%nemo export"],
    ),
    (
        "Everything is in place: 3 clips, 1 BGM track, 1 title. Next, head over to the Export menu to get your final video.",
        "Everything is in place: 3 clips, 1 BGM track, 1 title.",
        ["%nemo export"],
    ),
    ("To trim the clip, drag the edges of the clip in the timeline.", "", []),
    (
        "You have 20 credits left. Generating another clip costs about 100, so please recharge your account first.",
        "You have 20 credits left. Generating another clip costs about 100.",
        ["%nemo credits"],
    ),
    (
        "If the music feels too loud, open the mixer and lower the BGM fader, or tell me a percentage.",
        "If the music feels too loud, tell me a percentage.",
        [],
    ),
    (
        "Generation in progress… this usually takes 2-3 minutes. Please keep this page open.",
        "Generation in progress… this usually takes 2-3 minutes.",
        [],
    ),
    ("Refresh the page if you don't see the update.", "", ["%nemo status"]),
    (
        "配乐已完成，共 60 秒，情绪平静。点击播放即可预览。",
        "配乐已完成，共 60 秒，情绪平静。",
        ["%nemo status"],
    ),
    ("请在时间轴上选中音乐片段，然后按 Delete 删除。", "", ["%nemo status"]),
    ("视频已生成，请刷新页面查看。", "视频已生成。", ["%nemo status"]),
    ("您可以在左侧素材库中找到上传的视频。", "", ["%nemo upload FILE"]),
    (
        "剩余积分 20，生成一次约需 100 积分，请先充值。",
        "剩余积分 20，生成一次约需 100 积分。",
        ["%nemo credits"],
    ),
    (
        "好的！我已经把音乐换成了钢琴曲。您可以随时点击右上角“导出”。",
        "好的！我已经把音乐换成了钢琴曲。",
        ["%nemo export"],
    ),
    ("双击标题即可修改文字。", "", []),
    # Written before the patterns were read, in the style of the service's own descriptions.
    (
        "I've composed a mellow lo-fi track at 78 BPM and placed it under your whole clip. Hit the play icon above the timeline to have a listen.",
        "I've composed a mellow lo-fi track at 78 BPM and placed it under your whole clip.",
        ["%nemo status"],
    ),
    (
        'Done! The title "Urban Dreams" now appears for the first 3 seconds. If you\'d like a different font, double-click the title in the timeline and choose one from the text panel.',
        'Done! The title "Urban Dreams" now appears for the first 3 seconds.',
        ["%nemo status"],
    ),
    (
        "The background music has been lowered to 25%. You can fine-tune it further using the volume slider in the properties panel.",
        "The background music has been lowered to 25%.",
        ["%nemo status"],
    ),
    (
        "I've generated a 10-second city timelapse. Take a look in the preview window, and let me know if you want a different mood.",
        "I've generated a 10-second city timelapse. Take a look, and let me know if you want a different mood.",
        ["%nemo status"],
    ),
    (
        "You've run out of credits. Please head to the Billing page in your account settings to top up.",
        "You've run out of credits.",
        ["%nemo credits"],
    ),
    (
        "To add your own footage, drag and drop the files into the media library on the left.",
        "",
        ["%nemo upload FILE"],
    ),
    (
        "The clip is too short for a full intro, so I shortened it to two bars. Drag the right edge of the music clip if you want it to end later.",
        "The clip is too short for a full intro, so I shortened it to two bars.",
        [],
    ),
    (
        "Everything's set. Just press Export and pick 1080p, and the download will start automatically.",
        "Everything's set.",
        ["%nemo export"],
    ),
    (
        "I trimmed the first 4 seconds and added a fade in. Check the timeline to see how it looks.",
        "I trimmed the first 4 seconds and added a fade in.",
        ["%nemo status"],
    ),
    (
        "Here's what I did:\n\n1. Replaced the old track with an upbeat corporate piece (112 BPM)\n2. Added a 2-second fade-out\n3. Lowered the volume to 30%\n\nClick **Preview** to hear it, or **Export** when you're ready.",
        "Here's what I did:\n\n1. Replaced the old track with an upbeat corporate piece (112 BPM)\n2. Added a 2-second fade-out\n3. Lowered the volume to 30%",
        ["%nemo status", "%nemo export"],
    ),
    (
        "Video exported successfully! Click the download link in the notification in the bottom-right corner to save it.",
        "Video exported successfully!",
        ["%nemo export"],
    ),
    (
        "I can't remove the vocals directly. You could select the audio clip and use the 'Detach audio' option from the right-click menu.",
        "I can't remove the vocals directly.",
        [],
    ),
    (
        "Your project has 3 tracks: the video, the music at 35% and the title. You can toggle each one with the eye icon next to its name.",
        "Your project has 3 tracks: the video, the music at 35% and the title.",
        [],
    ),
    (
        "Sure thing. I've swapped the drums for brushes and slowed it down to 70 BPM. Scroll down to the audio lane to see the new waveform.",
        "Sure thing. I've swapped the drums for brushes and slowed it down to 70 BPM.",
        ["%nemo status"],
    ),
    (
        "Your current plan doesn't include exports. Open Settings > Subscription to upgrade.",
        "Your current plan doesn't include exports.",
        ["%nemo credits"],
    ),
    (
        "I've put together a rough cut with your five clips in the order you gave. Once you've previewed it in the player, tell me which one to shorten.",
        "I've put together a rough cut with your five clips in the order you gave. Once you've previewed it, tell me which one to shorten.",
        ["%nemo status"],
    ),
    (
        'Go ahead and hit the blue "Generate" button in the Music tab, and I\'ll create three variations for you to choose from.',
        "I'll create three variations for you to choose from.",
        ["%%nemo Generate"],
    ),
    (
        "已为您的视频添加了轻快的背景音乐，音量为35%。点击播放按钮即可试听。",
        "已为您的视频添加了轻快的背景音乐，音量为35%。",
        ["%nemo status"],
    ),
    (
        "音乐已生成，时长60秒，D小调，78 BPM。您可以在时间线中拖动音频片段来调整它的位置。",
        "音乐已生成，时长60秒，D小调，78 BPM。",
        [],
    ),
    ("视频已经准备好了！请点击右上角的“导出”按钮，选择MP4格式下载。", "视频已经准备好了！", ["%nemo export"]),
    (
        "我把开头的4秒剪掉了，并加了淡入效果。打开左侧的轨道面板可以看到变化。",
        "我把开头的4秒剪掉了，并加了淡入效果。",
        ["%nemo status"],
    ),
    ("您的积分不足，请前往账户中心充值后再试。", "您的积分不足。", ["%nemo credits"]),
    ("标题“都市梦想”已添加到开头3秒。双击标题即可修改文字。", "标题“都市梦想”已添加到开头3秒。", []),
    (
        "请将视频文件拖入左侧的素材库，然后告诉我您想要什么风格的音乐。",
        "告诉我您想要什么风格的音乐。",
        ["%nemo upload FILE"],
    ),
    (
        "已将配乐换成钢琴和弦乐，整体更温暖。您可以在预览窗口查看效果，如需调整请告诉我。",
        "已将配乐换成钢琴和弦乐，整体更温暖。如需调整请告诉我。",
        ["%nemo status"],
    ),
    (
        "我生成了一段10秒的城市延时视频，并配上了Lo-fi音乐。满意的话就直接导出吧。",
        "我生成了一段10秒的城市延时视频，并配上了Lo-fi音乐。",
        ["%nemo export"],
    ),
    (
        "音量已从35%调低到25%。也可以使用右侧属性面板中的滑块微调。",
        "音量已从35%调低到25%。",
        ["%nemo status"],
    ),
    ("导出完成后，可以在右下角的下载列表里找到您的视频。", "", ["%nemo export"]),
    (
        "已完成粗剪，五个片段按顺序排列。请在播放器里看一遍，然后告诉我哪一段要缩短。",
        "已完成粗剪，五个片段按顺序排列。告诉我哪一段要缩短。",
        ["%nemo status"],
    ),
    (
        "All done. The strings now come in at 0:20. Feel free to preview the result, and click 'Publish' whenever it feels right.",
        "All done. The strings now come in at 0:20.",
        ["%%nemo Publish"],
    ),
    (
        "Your export is being processed. You'll get a notification in the top bar once it's ready to download.",
        "Your export is being processed. You'll get a notification once it's ready to download.",
        ["%nemo export"],
    ),
    (
        "If the voice is hard to hear, select the music clip and lower its volume in the inspector on the right.",
        "",
        ["%nemo status"],
    ),
    (
        "I added crossfades of 0.5 s between all the clips. To tweak them, click on the small diamond between two clips.",
        "I added crossfades of 0.5 s between all the clips.",
        [],
    ),
    ("Press the space bar to play the video from the start.", "", ["%nemo status"]),
    (
        "To replace the background music, simply upload another song using the + button next to the audio track.",
        "",
        ["%nemo upload FILE"],
    ),
    (
        "You have 35 credits left. Visit the pricing page if you need more.",
        "You have 35 credits left.",
        ["%nemo credits"],
    ),
    ("Undo with Ctrl+Z if you liked the previous version better.", "", ["%%nemo undo"]),
    ("Changes saved. Refresh the page to see them.", "Changes saved.", ["%nemo status"]),
    (
        "I kept the tempo between 90 and 100 BPM. Switch to the Music tab to compare both takes.",
        "I kept the tempo between 90 and 100 BPM.",
        [],
    ),
    ("点一下左上角的返回按钮就能回到项目列表。", "", []),
    ("已把鼓点提前到0:15。在时间轴上拖动播放头到0:15就能听到。", "已把鼓点提前到0:15。", ["%nemo status"]),
    (
        "音乐视频已生成，画面随节拍切换。导出前可以先在预览区检查一遍。",
        "音乐视频已生成，画面随节拍切换。",
        ["%nemo export"],
    ),
    ("您的套餐暂不支持导出，请到账户页面升级。", "您的套餐暂不支持导出。", ["%nemo credits"]),
    (
        "配乐已更新为更紧张的版本。选中音乐轨道后，可在右侧面板修改淡入淡出。",
        "配乐已更新为更紧张的版本。",
        ["%nemo status"],
    ),
    ("要换歌的话，点击音频轨道上的替换图标，然后上传新的音乐文件。", "", ["%nemo upload FILE"]),
]
"""What the service says, what is left of it, and what is offered instead."""

UNCHANGED = [
    'Done! The title "Urban Dreams" now runs from 0:00 to 0:03.',
    "The drop hits at 0:32, right when the skater lands.",
    "I've placed the logo in the top right corner at 80 % opacity.",
    "The click track runs at 120 BPM; the hi-hats open at bar 9.",
    "I cut the panel discussion to 12 seconds.",
    "Here is what I did:\n- Added lo-fi music at 35 %\n- Trimmed the clip to 0:30",
    "The scene opens on a red button; I kept the button click sound.",
    "The export-quality colour grade is on. Saturation is 110 %.",
    "I rendered two versions: one warm, one cold.",
    "If you want it warmer, just tell me.",
    "标题“城市之梦”已添加（0:00-0:03）。",
    "鼓点在 0:32 落下，正好是滑板落地的时候。",
    "我把标志放在了右上角，不透明度 80%。",
    "我做了这些：\n- 加入 Lo-fi 音乐（35%）\n- 裁剪到 0:30",
    "如果想更温暖一些，告诉我就好。",
    "片头打开一扇门，音乐随之变亮。",
    "Vinyl clicks and a tape hiss sit under the piano.",
    "Tap-dance rhythm at 120 BPM, press conference clip trimmed to 0:20.",
    "I dragged the title to 0:05 and dropped the music to 20 %.",
    "The camera zooms in on the menu of the café at 0:08.",
    "Here are 3 options:\n1. A soft piano score\n2. A lo-fi loop\n3. Strings and synths\nWhich one do you like?",
    'The text "Click here to subscribe" now appears at 0:05 in the lower third.',
    "The menu screen recording now has soft synth pads under it.",
    "Sorry, I couldn't find any audio track on the timeline. Add one first, then ask me again.",
    "已添加 0.5 秒的转场，画面从第二段平滑过渡到第三段。",
    "您还没有上传素材。请先上传一段视频。",
    "片尾打开字幕，点击声已静音。",
    "Would you like me to add a fade-out? If so, just reply yes.",
    "I can see 4 clips on the timeline. The third one is blurry.",
    "Note: I set the export quality to 1080p.",
    "I chose strings and synths to build tension; the drop comes at 0:45.",
    "The transition opens like a curtain and the text drops in from the top.",
    'You should see a new track labelled "BGM" at the bottom of the timeline.',
    "I've uploaded your file to the media library.",
    "Download link: https://cdn.example.com/x.mp4",
    "已为第二段素材加上慢动作效果，速度 0.5 倍。",
    "字幕已从底部移到顶部，字号 48。",
    "已将片头的打开动画延长到 2 秒。",
    "音乐在 0:15 进入高潮，导出质量为 1080p。",
    "The music now swells as the skater clicks his board into the air at 0:12, and the drop lands on the jump.",
    "I opened the piece with a soft piano panel of chords before the strings enter.",
    "The soundtrack is 60 seconds long, in D minor, with strings, synths and an acoustic guitar. Would you like me to make it brighter?",
    "Exporting at 1080p takes about a minute, and costs no credits.",
    "I noticed the interview starts at 0:08, so the music ducks under the voice there. The camera button click at 0:15 is kept as a sound effect.",
    "这段音乐在门被打开的那一刻达到高潮，鼓点落在0:32。",
    "镜头里的男孩点击鼠标的声音保留了下来，音乐在这里变轻。",
    "当前时间线共有3条轨道：视频、音乐（35%）和标题。",
    "不好意思，我没听懂。您是想让音乐更欢快，还是想换一首？",
    "The new melody is louder than the voice, so I ducked it by 12 dB.",
    "I can also export a vertical version for you. Just say so.",
    "The chorus hits when the button is pressed in the video, at 0:41.",
    "我保留了按钮被按下时的音效，并在0:08加了一个转场。",
    "视频时长30秒，分辨率1080p，共5个镜头。",
]
"""About the film: near misses of every pattern."""

EVERYTHING = [(said, left) for said, left, _ in TRANSLATED] + [(said, said) for said in UNCHANGED]


@pytest.mark.parametrize(("said", "left", "lines"), TRANSLATED)
def test_the_screen_becomes_something_to_run(said: str, left: str, lines: list[str]) -> None:
    translation = translate(said)
    assert translation.text == left
    assert [action.line for action in translation.actions] == lines


@pytest.mark.parametrize("said", UNCHANGED)
def test_the_film_stays(said: str) -> None:
    assert translate(said).text == said
    assert translate(said).actions == ()


def test_the_table_is_large_and_in_both_languages() -> None:
    chinese = [said for said, _ in EVERYTHING if any("一" <= letter <= "鿿" for letter in said)]
    assert len(EVERYTHING) >= 60
    assert len(chinese) >= 25


@pytest.mark.parametrize(("said", "left"), EVERYTHING)
def test_what_is_shown_while_it_arrives_never_has_to_go_again(said: str, left: str) -> None:
    for letters in range(len(said)):
        assert left.startswith(translate_part(said[:letters]).strip().rstrip(".。"))


@given(st.text(alphabet=st.characters(exclude_categories=["L", "Cs"])))
@example("; (1) — 1. 2) \u2028\x85 ")
def test_any_other_text_stays_byte_for_byte(text: str) -> None:
    said = f"Lo-fi at 78 BPM.\r\n\t{text}"
    assert translate(said).text == said


LONG = {
    "words": " ".join(f"word{n}" for n in range(10_000)),
    "sentences": " ".join(f"word{n}." for n in range(10_000)),
    "lines": "\n".join(f"word{n}: x" for n in range(10_000)),
    "clauses": ", ".join(f"word{n}" for n in range(10_000)),
    "brackets": "（" * 5_000,
    "the": "the " * 10_000,
    "then": "then " * 5_000,
    "chinese": "加一段" * 5_000,
}


@pytest.mark.parametrize("kind", LONG)
def test_a_very_long_reply_takes_no_time_and_loses_nothing(kind: str) -> None:
    begun = time.process_time()
    assert translate(LONG[kind]).text == LONG[kind]
    translate_part(LONG[kind])
    assert time.process_time() - begun < 2.0
