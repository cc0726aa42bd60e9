"""Trades in English: lines of business in technology and beside it, with their everyday words.

One a line: `name < wider trades: describing words | nouns for a member`; `?` marks a noun that is too common
to mean a member when it stands alone and bare.
"""

# ruff: noqa: E501

TRADES = """
telecommunications: telecommunication, telecom, telecoms, network operator, mobile network, mobile networks, wireless, broadband, cellular, telephony, telephone, mobile phone network, communications service, mobile telecommunications, fixed line, connectivity, internet access | operator, carrier, telco, telecom, network operator, mobile operator, mobile network operator, telecom operator, telecoms operator, telecommunications operator, telecommunication operator, telecom carrier, mobile carrier, phone company, telephone company, mobile phone company, internet service provider, ISP, broadband provider, mobile provider, communications provider, telecom provider, incumbent operator, wireless carrier, wireless operator, mobile phone operator, telecom giant
network equipment: telecom equipment, telecoms equipment, telecommunications equipment, networking equipment, networking, networking hardware, network hardware, network gear, communications equipment, 5G equipment, infrastructure equipment, telecom infrastructure equipment | vendor?, equipment vendor, equipment maker, equipment supplier, equipment manufacturer, equipment provider, network vendor, network equipment vendor, network equipment maker, network equipment supplier, network equipment provider, network equipment manufacturer, telecom vendor, telecoms vendor, infrastructure vendor, kit maker, gear maker, network supplier
towers < telecommunications: tower, telecom tower | tower company, towerco
satellite: satellite internet, satellite communications, satellite broadband, satcom, space, launch | satellite company, satellite operator, satellite provider
undersea cables: submarine cable, subsea cable, cable | cable operator
fintech: financial technology, financial technologies, financial services technology, digital finance, digital financial services, financial services | fintech
payments < fintech: payment, digital payments, online payments, payment processing, payments processing, card payment, digital payment, e-payment, money transfer, remittance, remittances | payment provider, payments provider, payment processor, payments processor, payment service provider, payment gateway, digital wallet, e-wallet, mobile wallet, card network
mobile money < payments: mobile payments, mobile payment, mobile wallet | mobile money provider, mobile money operator
banking: digital banking, online banking, retail banking, finance, financial | bank, digital bank, neobank, challenger bank, online bank, mobile bank, lender
digital lending < fintech: lending, credit, online lending, buy now pay later | lender, digital lender, online lender
insurance: insurance technology, insurtech | insurer, insurtech
cryptocurrency < fintech: crypto, blockchain, digital assets, web3, bitcoin | crypto exchange, cryptocurrency exchange
investment: venture capital, private equity, investing, asset management | investor, venture capitalist, venture fund, investment fund, asset manager
cloud: cloud computing, cloud platform, cloud services, cloud infrastructure, cloud storage, public cloud, cloud and infrastructure | cloud provider, cloud platform, cloud service provider, cloud operator, hyperscaler, cloud host, cloud giant, cloud vendor
hosting: web hosting, website hosting, domain names, domain name | web host, hosting provider, hoster, registrar, domain registrar, domain name registrar, registry operator
data centres: data centre, data center, data centers, datacentre, datacenter, colocation | colocation provider, data centre operator, data center operator
internet infrastructure: content delivery, content delivery network, edge network, DNS, backbone, internet exchange, infrastructure | content delivery network, CDN, infrastructure provider, internet infrastructure provider, backbone provider, internet exchange
cybersecurity: security, cyber security, cyber-security, security software, information security, IT security, internet security, digital security, identity verification, digital identity, biometrics, biometric, endpoint security, network security | cybersecurity provider, security vendor, antivirus maker, identity provider, VPN provider
surveillance technology: surveillance, facial recognition, video surveillance, face recognition | spyware maker, camera maker, surveillance vendor
semiconductors: semiconductor, chip, chips, microchip, microchips, processors, processor, chip design, silicon, foundry, memory chips, memory chip | chipmaker, chip maker, chip designer, chip manufacturer, semiconductor maker, semiconductor manufacturer, semiconductor designer, foundry, chip giant
consumer devices: device, devices, smart devices, consumer device, handsets, handset, smartphone, smartphones, mobile phones, mobile handsets, phone, phones, mobile devices, wearables, wearable, smart speakers, smart home, connected devices | handset maker, phone maker, smartphone maker, device maker, handset manufacturer, phone manufacturer, smartphone manufacturer, device manufacturer, mobile phone maker
consumer electronics: electronics, electronic, electronic goods, home appliances, household electronics, televisions, televisions and appliances, audio equipment, cameras | electronics maker, electronics manufacturer, electronics giant, appliance maker, television maker
hardware: computer hardware, computers, personal computers, PCs, PC, laptops, laptop, servers, server, storage, server and storage, printers, printer, IT hardware | hardware maker, hardware vendor, hardware manufacturer, computer maker, PC maker, laptop maker, server maker, computer manufacturer, server vendor, printer maker
electronics manufacturing: contract manufacturing, manufacturing, components, component, assembly | contract manufacturer, component maker, electronics assembler, component supplier
batteries: battery, energy storage | battery maker
robotics: robot, robots, industrial automation, automation | robot maker, robotics maker, roboticist
drones: drone, unmanned aircraft, UAV | drone maker, drone manufacturer
autonomous vehicles < mobility: self-driving, self-driving cars, driverless cars, autonomous driving, autonomous vehicle | self-driving car developer
automotive: car, cars, electric vehicles, electric vehicle, vehicle, vehicles | carmaker, car maker, automaker, vehicle maker
mobility: urban mobility, transport, transportation, scooters, scooter, e-scooter, bike sharing, car sharing, micromobility, transit | mobility provider, scooter operator, mobility operator
ride hailing < mobility: ride-hailing, ridehailing, ride sharing, ride-sharing, ridesharing, taxi, e-hailing, rides | ride-hailing app, ride-hailing platform, taxi app, ride hailer, ride-share app, taxi platform, ride-hailing giant
delivery: food delivery, courier, parcel delivery, grocery delivery, last-mile delivery, meal delivery, on-demand delivery, quick commerce | delivery app, delivery platform, food delivery app, food delivery platform, courier platform, courier
logistics: freight, shipping, supply chain, warehousing, fulfilment, parcels, trucking | freight forwarder, shipper, logistics operator, logistics provider
e-commerce: ecommerce, electronic commerce, online retail, online shopping, marketplace, online marketplace, online marketplaces, online sales, internet retail, digital commerce, second-hand goods, classifieds, shopping | marketplace, online marketplace, e-commerce platform, online retailer, e-tailer, e-commerce giant, shopping platform, web shop, internet retailer, digital marketplace, online shop, classifieds site, e-commerce marketplace, online store
retail: retailing, supermarket, fashion | retailer, supermarket
search: search engine, web search, online search, internet search, search and online platform | search engine, search provider, search giant
browsers: browser, web browser, web browsers | browser maker, browser developer, browser vendor
operating systems: operating system | operating system maker, operating system developer, operating system provider
app stores: app store, app distribution | app store operator
advertising: advertising technology, ad tech, adtech, ads, digital advertising, online advertising, ad, marketing, marketing technology, martech, programmatic advertising | ad network, ad exchange, advertiser, ad platform, advertising platform
data brokerage: data broking, data broker, data analytics, analytics, market research, business intelligence | data broker, analytics provider
social media: social network, social networks, social networking, social platform, social, microblogging, photo sharing, photo-sharing, user-generated content, short video, short-video, video sharing, video-sharing | social network, social platform, social networking site, social media platform, social media network, social app, social networking platform, social media giant, microblogging platform, microblog, photo-sharing app, video-sharing platform, short-video app, social networking service, social media site
messaging: instant messaging, chat, messenger, encrypted messaging, private messaging, mobile messaging | messenger, messaging app, messaging platform, messaging service, chat app, messenger app, messenger service
forums < social media: forum, discussion forums, online communities | forum operator, forum site
video conferencing: videoconferencing, collaboration software, collaboration, video calls, video calling, online meetings | conferencing provider
dating: online dating, matchmaking, match-making | dating app, dating service, dating platform, dating site, matchmaking service, matchmaker, matchmaking app, matchmaking platform, matchmaking site
gaming: game, games, video game, video games, video gaming, mobile game, mobile games, mobile gaming, online gaming, online games, computer game, computer games, esports, e-sports, game development | studio, game studio, games studio, gaming studio, game developer, games developer, game maker, games maker, game publisher, games publisher, video game maker, video game developer, video game publisher, video game studio, mobile game developer, game company
streaming: online streaming, streaming media, digital entertainment, digital content, entertainment, content streaming | streaming service, streaming platform, streamer, streaming provider, streaming giant
video streaming < streaming: video, video-on-demand, video on demand, on-demand video, film streaming, television streaming, online video, TV streaming, live streaming, livestreaming, live-streaming | video platform, video streaming service, video service, video streamer, video streaming platform, video-on-demand service, livestreaming platform, video site
music streaming < streaming: music, audio, audio streaming, podcast, podcasts, podcasting | music service, music streaming service, music platform, music streamer, audio platform, music app, audio streaming service
media: publishing, news, broadcasting, digital media, news media, online news, television, journalism | broadcaster, news publisher, news outlet, newspaper, media house, media group, news site, publisher?, news organisation
artificial intelligence: AI, machine learning, generative AI, foundation models, foundation model, large language models, language models, language model, AI models, AI model, AI development, artificial intelligence research, deep learning, computer vision, speech recognition, model development | AI lab, AI developer, model developer, AI laboratory, AI model developer, AI research lab, AI start-up, foundation model developer, lab?, research lab?, language model developer, generative AI developer
health technology: health, healthcare, health care, digital health, health tech, healthtech, medical technology, medtech, medical, telemedicine, telehealth, e-health, medical devices, medical device, wellness, fitness, femtech, health records | medical device maker, telemedicine provider, healthtech, health app, telehealth provider, fitness app
biotechnology: biotech, genomics, genetic testing, life sciences, pharmaceuticals, pharmaceutical | drug maker, biotech
education technology: education, edtech, ed-tech, e-learning, elearning, online learning, online education, digital learning, online courses, learning, tutoring | edtech, learning platform, e-learning platform, online learning platform, education platform, learning app
recruitment: recruiting, hiring, human resources software, HR software, HR technology, HR tech, job search, staffing, talent, jobs | recruiter, job board, jobs board, jobs platform, job site, recruitment platform, hiring platform, job portal
gig work: gig economy, freelancing, freelance, crowdwork, online labour, gig, outsourcing platform | gig platform, freelance platform, labour platform
content moderation: business process outsourcing, outsourcing, BPO, data labelling, data labeling, data annotation, annotation, call centre | outsourcer, outsourcing provider, BPO provider, moderation provider, data labeller
travel: online travel, travel booking, hotel booking, hospitality, accommodation, short-term rentals, home sharing, home-sharing, tourism, holiday rentals, booking, airline | travel agent, travel platform, booking platform, booking site, online travel agency, travel agency, travel site, home-sharing platform, accommodation platform, airline
maps: mapping, map, navigation, geospatial, location services, location data, satellite imagery, geolocation, digital mapping | map maker, mapmaker, mapping provider, navigation app, map provider
real estate: property, proptech, housing, property technology | property portal, estate agent
agriculture technology: agritech, agtech, agricultural technology, agriculture, farming | agritech
energy: energy technology, clean energy, solar, smart grid, utilities, electricity, power, cleantech, climate tech | utility, energy supplier, solar provider
government technology: govtech, civic tech, public sector technology, defence, defence technology | defence contractor
consultancy: consulting, IT consulting, technology consulting, IT services, advisory, systems integration, technology services, professional services, IT consultancy | consultancy, consultant, systems integrator, IT services provider, system integrator, IT consultancy, integrator, professional services firm
enterprise: business software, business technology, enterprise technology, enterprise software, enterprise IT, SaaS, software-as-a-service, software as a service, business applications, accounting software, accounting, customer relationship management, CRM, workplace software, productivity software, database, databases, B2B software, corporate software, office software, workflow software, payroll, payroll software | enterprise software provider, software vendor, SaaS provider, SaaS vendor, enterprise vendor, business software provider, business software vendor, enterprise software vendor, enterprise software maker, database maker, business software maker, enterprise technology provider, business technology provider, CRM vendor
software: software development, app development, mobile apps, open source, open-source software, developer tools, software engineering | software maker, software developer, software house, app developer, software publisher, app maker, developer platform, software provider, code-hosting platform
internet of things: IoT, sensors, sensor, smart city, smart cities | sensor maker
virtual reality: augmented reality, VR, AR, extended reality, immersive technology, metaverse, XR | headset maker
gambling: betting, online betting, online gambling, sports betting, casino | bookmaker, betting site, gambling operator
adult content: adult entertainment, pornography | adult site
"""
