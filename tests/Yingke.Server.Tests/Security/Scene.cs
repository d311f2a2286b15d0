using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Webhooks;
using Yingke.Server.Platform.Activity;
using Yingke.Server.Tests.Clients;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Security;

/// <summary>A shop in which there is one of everything, and a random word in every text of it: who reads that word elsewhere has seen too much.</summary>
public sealed class Scene
{
    private static readonly byte[] Gif = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    private Scene(TestShop shop) => Shop = shop;

    public TestShop Shop { get; }
    public string Canary { get; } = "canary" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
    public AgentClient Serving { get; private set; } = null!;
    public VisitorClient Visitor { get; private set; } = null!;
    public Guid Conversation { get; private set; }
    public Guid Buyer => Visitor.Id;
    public Guid Agent => Shop.AgentId(Cast.Lan);
    public Guid Post { get; private set; }
    public Guid Key { get; private set; }
    public string Secret { get; private set; } = "";
    public Guid Session { get; private set; }
    public Guid File { get; private set; }

    /// <summary>A picture that the shop's owner has sent up and not sent on.</summary>
    public Guid OwnersFile { get; private set; }

    /// <summary>A picture that the owner keeps.</summary>
    public Guid Favourite { get; private set; }
    public Guid Alert { get; private set; }

    /// <summary>A browser in which the owner wants to be told.</summary>
    public Guid Browser { get; private set; }
    public Guid Webhook { get; private set; }
    public Guid Delivery { get; private set; }
    public Guid Import { get; private set; }
    public Guid Ticket { get; private set; }
    public Guid Callback { get; private set; }
    public Guid Category { get; private set; }
    public Guid Order { get; private set; }
    public Guid PaidOrder { get; private set; }
    public Guid PaidLine { get; private set; }
    public Guid Application { get; private set; }
    public string ApplicationNumber { get; private set; } = "";
    public Guid Refund { get; private set; }
    public Guid Address { get; private set; }
    public Guid Line { get; private set; }
    public Guid Exception { get; private set; }
    public Guid OrderImport { get; private set; }
    public Guid Offer { get; private set; }
    public object Settings { get; private set; } = null!;
    public object TicketSettings { get; private set; } = null!;
    public object HotlineSettings { get; private set; } = null!;
    public Guid Call { get; private set; }
    public Guid Complaint { get; private set; }
    public Guid Phrase { get; private set; }
    public Guid ExemptText { get; private set; }
    public Guid PhraseHit { get; private set; }
    public Guid PhraseImport { get; private set; }
    public long PhraseVersion { get; private set; }
    public Guid Inspection { get; private set; }
    public Guid Sheet { get; private set; }
    public Guid Plan { get; private set; }
    public Guid Shift { get; private set; }
    public Guid DayTask { get; private set; }
    public Guid RotaEntry { get; private set; }
    public Guid RotaRequest { get; private set; }
    public Guid Scorecard { get; private set; }
    public Guid Adjustment { get; private set; }
    public Guid Frozen { get; private set; }
    public Guid LedgerRow { get; private set; }
    public Guid PayRun { get; private set; }
    public Guid PaySlip { get; private set; }
    public Guid MonthlyReport { get; private set; }
    public Guid Suggestion { get; private set; }
    public Guid ReportFile { get; private set; }
    public Guid ReportView { get; private set; }
    public Guid Entry { get; private set; }
    public Guid Unanswered { get; private set; }
    public Guid Pack { get; private set; }
    public Guid QuickPhrase { get; private set; }
    public Guid Campaign { get; private set; }
    public Guid Course { get; private set; }

    /// <summary>The real thing that the path's {id} means here.</summary>
    public Guid Id(string path) => path.Split('/') switch
    {
        [_, "conversations", ..] or [_, "visitor", "conversations", ..] => Conversation,
        [_, "buyers", ..] => Buyer,
        [_, "agents", ..] => Agent,
        [_, "posts", ..] => Post,
        [_, "api-keys", ..] => Key,
        [_, "sessions", ..] => Session,
        [_, "files", ..] => File,
        [_, "favourite-pictures", ..] => Favourite,
        [_, "alerts", "push", ..] => Browser,
        [_, "alerts", ..] => Alert,
        [_, "webhooks", "deliveries", ..] => Delivery,
        [_, "webhooks", ..] => Webhook,
        [_, "history", ..] => Import,
        [_, "tickets", ..] => Ticket,
        [_, "callbacks", ..] => Callback,
        [_, "calls", ..] => Call,
        [_, "categories", ..] => Category,
        [_, "inspections", ..] => Inspection,
        [_, "inspection-sheets", ..] => Sheet,
        [_, "sampling-plans", ..] => Plan,
        [_, "reports", "files", ..] => ReportFile,
        [_, "reports", "views", ..] => ReportView,
        [_, "shifts", ..] => Shift,
        [_, "day-plans", ..] => Post,
        [_, "day-plan", "ticks", ..] => DayTask,
        [_, "rota", "entries", ..] => RotaEntry,
        [_, "rota", "requests", ..] => RotaRequest,
        [_, "scorecards", ..] => Scorecard,
        [_, "monthly-reports", ..] => MonthlyReport,
        [_, "suggestions", ..] => Suggestion,
        [_, "pay", "ledger", ..] => LedgerRow,
        [_, "pay", "runs", ..] => PayRun,
        [_, "pay", ..] => PaySlip,
        [_, "scores", "adjustments", ..] => Adjustment,
        [_, "scores", ..] => Frozen,
        [_, "aftersales", "refunds", ..] => Refund,
        [_, "aftersales", "addresses", ..] => Address,
        [_, "aftersales", ..] or [_, "visitor", "aftersales", ..] => Application,
        [_, "orders", ..] or [_, "visitor", "orders", ..] => Order,
        [_, "order-exceptions", ..] => Exception,
        [_, "order-imports", ..] => OrderImport,
        [_, "visitor", "price-offers", ..] => Offer,
        [_, "complaints", ..] => Complaint,
        [_, "phrases", "exempt", ..] => ExemptText,
        [_, "phrases", ..] => Phrase,
        [_, "phrase-hits", ..] => PhraseHit,
        [_, "phrase-imports", ..] => PhraseImport,
        [_, "knowledge", "unanswered", ..] => Unanswered,
        [_, "knowledge", ..] => Entry,
        [_, "phrase-packs", ..] => Pack,
        [_, "quick-phrases", ..] => QuickPhrase,
        [_, "campaigns", ..] => Campaign,
        [_, "training", "agents", ..] => Agent,
        [_, "training", ..] => Course,
        _ => throw new InvalidOperationException($"What is the id of {path}?"),
    };

    public static async Task<Scene> Set(ServerFixture server)
    {
        var scene = new Scene(await server.Shop());
        var (shop, canary) = (scene.Shop, scene.Canary);
        var owner = shop.Owner.Api;
        await shop.Set(s => s with { Greeting = canary });
        await shop.Change(Cast.Lan, new { name = "小兰" + canary, employeeNumber = canary });
        scene.Serving = await shop.OnDuty(Cast.Zhu);
        scene.Visitor = await shop.Buyer();
        scene.Conversation = await scene.Visitor.Ask("product_detail", "我要 " + canary);
        await scene.Serving.Say(scene.Conversation, "答 " + canary);
        (await scene.Serving.Note(scene.Conversation, "备注 " + canary)).Ok();
        (await owner.Patch($"buyers/{scene.Buyer}", new { name = canary, notes = canary, tags = new[] { canary } })).Ok();
        scene.Post = (await owner.Post("posts", new { name = canary, permissions = new Dictionary<string, string> { ["im.chat"] = "all" } })).As<PostView>().Id;
        var key = (await owner.Post("api-keys", new { name = canary, scopes = Domain.Accounts.Permissions.All.Select(p => p.Id) })).As<NewApiKey>();
        (scene.Key, scene.Secret) = (key.Id, key.Key);
        scene.Session = (await owner.Get("sessions")).Json.EnumerateArray().First().GetProperty("id").GetGuid();
        scene.File = (await Upload(scene.Serving.Api, "files", canary + ".gif")).As<FileView>().Id;
        (await scene.Serving.Api.Post($"conversations/{scene.Conversation}/messages", new { clientId = "file", kind = "image", fileId = scene.File })).Ok();
        scene.OwnersFile = (await Upload(owner, "files", canary + ".gif")).As<FileView>().Id;
        scene.Browser = (await owner.Post("alerts/push/subscriptions", RouteTable.Browser())).Json.GetProperty("subscriptions")[0].GetProperty("id").GetGuid();
        scene.Favourite = (await owner.Post("favourite-pictures", new { fileId = scene.OwnersFile })).As<FileView>().Id;
        await scene.Trade();
        await scene.Beside();
        await scene.After();
        await scene.AfterSales();
        await scene.Calls();
        await scene.Words();
        await scene.Quality();
        await scene.Scores();
        await scene.Known();
        await scene.Sale();
        await scene.People();
        scene.Settings = (await owner.Get("settings")).Json;
        return scene;
    }

    /// <summary>An unpaid order of the buyer's, with a price offered and an exception reported.</summary>
    private async Task Trade()
    {
        await Shop.Host.Look(async db =>
        {
            // The buyer of this talk is a visitor; an order belongs to a member.
            (await db.Set<Features.Buyers.Buyer>().AsTracking().SingleAsync(b => b.ShopId == Shop.Id && b.Id == Buyer)).MemberId = "m-" + Canary;
            return await db.SaveChangesAsync();
        });
        var put = await Shop.Owner.Api.Put("orders/N-" + Canary, new
        {
            buyer = new { memberId = "m-" + Canary }, state = "placed", totalFen = 13400, freightFen = 600, placedAt = Shop.Host.Clock.Now.AddHours(-2), updatedAt = Shop.Host.Clock.Now,
            lines = new[] { new { title = Canary, priceFen = 12800, totalFen = 12800 } }, receiver = new { name = Canary, street = Canary },
        });
        var order = put.Ok().Json;
        (Order, Line) = (order.GetProperty("id").GetGuid(), order.GetProperty("lines")[0].GetProperty("id").GetGuid());
        Exception = (await Shop.Owner.Api.Post($"orders/{Order}/exceptions", new { reportedBy = "platform", reason = Canary })).Ok().Json.GetProperty("id").GetGuid();
        Offer = (await Serving.Api.Post($"orders/{Order}/price-offers", new { clientId = "offer", conversationId = Conversation, discountFen = 100 })).Ok().Json.GetProperty("id").GetGuid();
    }

    /// <summary>A course, a procedure, and something said among the staff.</summary>
    private async Task People()
    {
        var owner = Shop.Owner.Api;
        Course = (await owner.Post("training/courses", RouteTable.Course(Canary))).Ok().Json.GetProperty("line").GetProperty("id").GetGuid();
        (await owner.Put("duties/shipping/procedure", new { text = Canary, version = 0 })).Ok();
        (await owner.Post("staff-talk/shop/messages", new { clientId = "said", text = Canary, links = new[] { new { kind = "conversation", id = Conversation } } })).Ok();
    }

    /// <summary>A campaign that goes on.</summary>
    private async Task Sale()
    {
        var now = Shop.Host.Clock.Now;
        Campaign = (await Shop.Owner.Api.Post("campaigns", new
        {
            name = Canary, startAt = now.AddHours(-1), endAt = now.AddHours(30), measure = "sales", teams = new[] { new { name = Canary[..18] + "1", members = new[] { Agent } }, new { name = Canary[..18] + "2", members = new[] { Serving.Id } } },
        })).Ok().Json.GetProperty("id").GetGuid();
    }

    /// <summary>What is not the talk itself: an alert, a webhook that never sends, an import.</summary>
    private async Task Beside()
    {
        var (owner, host) = (Shop.Owner.Api, Shop.Host);
        (await Serving.Note(Conversation, "看 " + Canary, Agent)).Ok();
        await host.Services.GetRequiredService<Pump>().Drain(CancellationToken.None);
        var lan = await Shop.SignIn(Cast.Lan);
        Alert = (await lan.Api.Get("alerts")).Json.GetProperty("items")[0].GetProperty("id").GetGuid();
        Webhook = (await owner.Post("webhooks", new { url = "https://example.com/" + Canary, kind = "generic", events = new[] { "conversation.rated" } })).Ok().Json.GetProperty("id").GetGuid();
        (await owner.Patch($"webhooks/{Webhook}", new { enabled = false })).Ok();
        var delivery = new WebhookDelivery { ShopId = Shop.Id, WebhookId = Webhook, Event = "test", Body = Canary, State = DeliveryState.Dead, CreatedAt = host.Clock.Now };
        await host.Look(db =>
        {
            db.Add(delivery);
            return db.SaveChangesAsync();
        });
        Delivery = delivery.Id;
        OrderImport = (await Upload(owner, "order-imports", Canary + ".csv", Encoding.UTF8.GetBytes("订单编号\n"))).Ok().Json.GetProperty("id").GetGuid();
        for (var i = 0; i < 1500 && (await owner.Get($"order-imports/{OrderImport}")).Json.GetProperty("state").GetString() == "running"; i++)
            await Task.Delay(20);
        Import = (await Upload(owner, "history/imports?mode=skip_bad", Canary + ".jsonl", Encoding.UTF8.GetBytes("no line\n"))).Ok().Json.GetProperty("id").GetGuid();
        for (var i = 0; i < 1500 && (await owner.Get($"history/imports/{Import}")).Json.GetProperty("state").GetString() == "running"; i++)
            await Task.Delay(20);
    }

    /// <summary>What goes on after the talk: a category, a ticket, a call-back.</summary>
    private async Task After()
    {
        var owner = Shop.Owner.Api;
        (await owner.Post("categories", new { name = Canary })).Ok();
        Category = (await owner.Get("categories")).Json.GetProperty("items").EnumerateArray().Single(c => c.GetProperty("name").GetString() == Canary).GetProperty("id").GetGuid();
        Ticket = (await Serving.Api.Post("tickets", new
        {
            clientId = "t1", kind = "on_site", title = "查 " + Canary, text = Canary, conversationId = Conversation, categoryId = Category, visit = new { technician = Canary, arrivedAt = Shop.Host.Clock.Now },
        })).Ok().Json.GetProperty("row").GetProperty("id").GetGuid();
        (await Serving.Api.Post($"tickets/{Ticket}/replies", new { text = Canary })).Ok();
        Callback = (await Serving.Api.Post("callbacks", new { buyerId = Buyer, day = Today, note = Canary })).Ok().Json.GetProperty("id").GetGuid();
        var settings = (await owner.Get("ticket-settings")).Json;
        TicketSettings = new { version = settings.GetProperty("version").GetInt64(), settings = settings.GetProperty("settings") };
    }

    /// <summary>A call that was answered, with everything that one can have.</summary>
    private async Task Calls()
    {
        var line = await Hotline.Line.Connect(Shop);
        (await line.Report(new { call = Canary, @event = "queued", at = Shop.Host.Clock.Now, phone = "0571-88001234", line = Canary, recordingUrl = "https://example.com/" + Canary })).Ok();
        (await line.Report(new { call = Canary, @event = "ended", at = Shop.Host.Clock.Now })).Ok();
        Call = (await Shop.Owner.Api.Get("calls")).Json.GetProperty("items")[0].GetProperty("id").GetGuid();
        (await Shop.Owner.Api.Put($"calls/{Call}/note", new { note = Canary, categoryId = Category })).Ok();
        (await Shop.Owner.Api.Put($"calls/{Call}/buyer", new { buyerId = Buyer })).Ok();
        var settings = (await Shop.Owner.Api.Get("hotline-settings")).Json;
        HotlineSettings = new { version = settings.GetProperty("version").GetInt64(), settings = settings.GetProperty("settings") };
    }

    /// <summary>A phrase that was refused, a text that is exempt, a list that waits to be taken in.</summary>
    private async Task Words()
    {
        var owner = Shop.Owner.Api;
        Complaint = (await Visitor.Api.Post("visitor/complaints", new { clientId = "c1", text = "投诉 " + Canary, conversationId = Conversation })).Ok().Json.GetProperty("id").GetGuid();
        Phrase = (await owner.Post("phrases", new { text = "禁 " + Canary, severity = "block", note = Canary })).Ok().Json.GetProperty("id").GetGuid();
        ExemptText = (await owner.Post("phrases/exempt", new { text = "免 " + Canary })).Ok().Json.GetProperty("id").GetGuid();
        (await Serving.Send(Conversation, "禁 " + Canary)).Refused(422, "phrases_blocked");
        PhraseHit = (await owner.Get("phrase-hits")).Json.GetProperty("items")[0].GetProperty("id").GetGuid();
        PhraseImport = (await Upload(owner, "phrase-imports", Canary + ".txt", Encoding.UTF8.GetBytes("试 " + Canary + "\n"))).Ok().Json.GetProperty("id").GetGuid();
        for (var i = 0; i < 1500 && (await owner.Get($"phrase-imports/{PhraseImport}")).Json.GetProperty("state").GetString() == "running"; i++)
            await Task.Delay(20);
        PhraseVersion = (await owner.Get("phrases/words")).Json.GetProperty("version").GetInt64();
    }

    /// <summary>A closed talk with a draft of its inspection, a plan and the shipped sheets.</summary>
    private async Task Quality()
    {
        var inspector = (await Shop.SignIn(Cast.Inspector)).Api;
        var buyer = await Shop.Buyer();
        var talk = await buyer.Ask("product_detail", Canary);
        await Serving.Say(talk, Canary);
        (await Serving.Close(talk)).Ok();
        Inspection = (await inspector.Post("inspections", new { conversationId = talk, sheetKey = "vip_service" })).Ok().Json.GetProperty("row").GetProperty("id").GetGuid();
        (await inspector.Put($"inspections/{Inspection}/draft", new { version = 0, marks = new { comment = Canary } })).Ok();
        Sheet = (await inspector.Get("inspection-sheets")).Json.GetProperty("items")[0].GetProperty("id").GetGuid();
        Plan = (await Shop.Owner.Api.Post("sampling-plans", new
        {
            name = Canary, sheetKey = "vip_service", rules = new { perAgent = 1, lowRatings = true, complaints = true, hits = true }, inspectorIds = new[] { Shop.AgentId(Cast.Inspector) },
        })).Ok().Json.GetProperty("id").GetGuid();
    }

    /// <summary>An entry in use with a changed draft, and a question that nothing answers.</summary>
    private async Task Known()
    {
        var owner = Shop.Owner.Api;
        Entry = (await owner.Post("knowledge", new { content = new { kind = "question", question = Canary, phrasings = new[] { "问 " + Canary }, answer = Canary, products = new[] { Canary } } })).Ok().Json.GetProperty("id").GetGuid();
        (await owner.Post($"knowledge/{Entry}/submission", new { version = 1 })).Ok();
        (await owner.Post($"knowledge/{Entry}/publication", new { version = 2 })).Ok();
        (await owner.Put($"knowledge/{Entry}", new { version = 3, content = new { kind = "article", question = Canary, answer = Canary } })).Ok();
        (await Serving.Api.Post("knowledge/unanswered", new { text = "未答 " + Canary })).Status.ShouldBe(204);
        var pack = (await owner.Post("phrase-packs", new { reach = "shared", name = Canary, phrases = new[] { new { code = "nh", title = Canary, text = "您好 " + Canary } } })).Ok().Json;
        (Pack, QuickPhrase) = (pack.GetProperty("id").GetGuid(), pack.GetProperty("phrases")[0].GetProperty("id").GetGuid());
        Unanswered = (await owner.Get("knowledge/unanswered")).Json.GetProperty("items")[0].GetProperty("id").GetGuid();
    }

    public string LastMonth => Domain.Performance.Month.Of(Shop.Host.Clock.Now, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")).Before.ToString();

    /// <summary>A scorecard with somebody on it, marked, adjusted and closed.</summary>
    private async Task Scores()
    {
        var owner = Shop.Owner.Api;
        Scorecard = (await owner.Post("scorecards", new { name = Canary, role = "other", isPlatform = false, items = Performance.Cards.Graded() })).Ok().Json.GetProperty("id").GetGuid();
        Shift = (await owner.Post("shifts", new { name = Canary[..Math.Min(20, Canary.Length)], kind = "work", from = 540, to = 1080 })).Ok().Json.GetProperty("id").GetGuid();
        DayTask = (await owner.Put($"day-plans/{Shop.PostId(Cast.Lan.Post)}", new { version = 0, tasks = new[] { new { hour = 9, text = Canary } } })).Ok().Json.GetProperty("tasks")[0].GetProperty("id").GetGuid();
        RotaEntry = (await owner.Post("rota/entries", new { day = "2099-01-05", agentId = Agent, shiftId = Shift })).Ok().Json.GetProperty("id").GetGuid();
        RotaRequest = (await Serving.Api.Post("rota/requests", new { kind = "leave", from = "2099-02-01", to = "2099-02-02", reason = Canary })).Ok().Json.GetProperty("id").GetGuid();
        (await owner.Put($"scorecards/{Scorecard}/agents", new { agentIds = new[] { Agent } })).Ok();
        Adjustment = (await owner.Post("scores/adjustments", new { clientId = "scene", month = LastMonth, agentId = Agent, points = 2, reason = Canary })).Ok().Json.GetProperty("id").GetGuid();
        LedgerRow = (await owner.Post("pay/ledger", new { clientId = "scene", cause = "praise", agentId = Agent, fen = 100, reason = Canary, day = LastMonth + "-03" })).Ok().Json.GetProperty("id").GetGuid();
        Frozen = (await owner.Post("scores/freezes", new { scorecardId = Scorecard, month = LastMonth, after = 0 })).Ok().Json.GetProperty("frozen").GetProperty("id").GetGuid();
        var before = Domain.Performance.Month.Parse(LastMonth)!.Value.Before.ToString();
        MonthlyReport = (await Serving.Api.Put("monthly-reports/own", new { month = before, done = Canary, problems = Canary, plans = Canary, submit = true })).Ok().Json.GetProperty("id").GetGuid();
        Suggestion = (await Serving.Api.Post("suggestions", new { clientId = "scene", subject = Canary, evidence = Canary })).Ok().Json.GetProperty("id").GetGuid();
        ReportView = (await owner.Put("reports/views", new { name = Canary, view = new { range = "today", by = "agents", section = "all", compared = false } })).Ok().Json.GetProperty("items")[0].GetProperty("id").GetGuid();
        var file = new Features.Performance.ReportFile { ShopId = Shop.Id, MonthKey = 202501, Name = Canary, Content = Encoding.UTF8.GetBytes(Canary), At = Shop.Host.Clock.Now };
        await Shop.Host.Look(db =>
        {
            db.Add(file);
            return db.SaveChangesAsync();
        });
        ReportFile = file.Id;
        PayRun = (await owner.Post("pay/runs", new { month = LastMonth, after = 0 })).Ok().Json.GetProperty("id").GetGuid();
        PaySlip = (await owner.Get($"pay/runs/{PayRun}")).Ok().Json.GetProperty("pay").GetProperty("slips")[0].GetProperty("head").GetProperty("id").GetGuid();
    }

    public string Today => Domain.Deadlines.LocalDay.Of(Shop.Host.Clock.Now, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>An order with an application that a colleague opened, and a compensation that waits for its second person.</summary>
    private async Task AfterSales()
    {
        var (shop, now) = (Shop, Shop.Host.Clock.Now);
        (PaidOrder, PaidLine) = (Guid.CreateVersion7(now), Guid.CreateVersion7(now));
        var order = new Yingke.Domain.Orders.Order
        {
            ShopId = shop.Id, Id = PaidOrder, Number = "O" + Canary, BuyerId = Buyer, State = Yingke.Domain.Orders.OrderState.Received, TotalFen = 9_000, PaidFen = 9_000, PlacedAt = now, PaidAt = now, UpdatedAt = now,
            ReceiverName = Canary,
            Lines = [new() { ShopId = shop.Id, OrderId = PaidOrder, Id = PaidLine, Title = Canary, Quantity = 9, PriceFen = 1_000, TotalFen = 9_000, PaidFen = 9_000 }],
        };
        await shop.Host.Look(db =>
        {
            db.Add(order);
            return db.SaveChangesAsync();
        });
        var mei = (await shop.SignIn(Cast.Mei)).Api;
        Address = (await shop.Owner.Api.Post("aftersales/addresses", new { contact = Canary, phone = "0571-88000000", region = "浙江省", street = Canary })).Ok().Json.GetProperty("id").GetGuid();
        var applied = (await mei.Post("aftersales", new { orderId = PaidOrder, lineId = PaidLine, type = "return", reason = "质量问题", text = Canary })).Ok().Json.GetProperty("row");
        (Application, ApplicationNumber) = (applied.GetProperty("id").GetGuid(), applied.GetProperty("number").GetString()!);
        var proof = (await Upload(mei, "files", Canary + ".gif")).As<FileView>().Id;
        Refund = (await mei.Post($"aftersales/{Application}/compensations", new { key = "scene", fen = 1, reason = Canary, bearer = "shop", files = new[] { proof } })).Ok().Json.GetProperty("id").GetGuid();
    }

    public static async Task<Answer> Upload(Api api, string path, string name, byte[]? content = null)
    {
        using var form = new MultipartFormDataContent();
        using var file = new ByteArrayContent(content ?? Gif);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/gif");
        form.Add(file, "file", name);
        return await api.Send(HttpMethod.Post, path, (HttpContent)form);
    }

    public override string ToString() => new StringBuilder("scene ").Append(Canary).ToString();
}
